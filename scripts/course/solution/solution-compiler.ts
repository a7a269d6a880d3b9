import { spawn } from "node:child_process";
import { on } from "node:events";
import { join } from "node:path";
import type { CompiledCell } from "../../../kernel/cells";
import type { CellResult, CompileCells } from "./protocol";

/** A process that compiles the cells of solutions, one solution after the other. It reads the types of the SDK once, which takes seconds. */
export interface SolutionCompiler {
  /** The cells of a solution, each as soon as it is compiled; fewer if the process ends. */
  compile(solution: Omit<CompileCells, "n">): AsyncIterable<CompiledCell>;
  close(): void;
}

/** Starts the compiler's process. @param root the project's folder, absolute */
export function startSolutionCompiler(root: string): SolutionCompiler {
  const program = join(import.meta.dirname, "compile-cells.ts");
  const child = spawn(process.execPath, ["--no-warnings", "--import", "tsx", program], {
    cwd: root,
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  let solutions = 0;
  return {
    async *compile(solution) {
      const n = (solutions += 1);
      const answers = on(child, "message", { close: ["exit"] }) as AsyncIterable<[CellResult]>;
      child.send({ n, ...solution } satisfies CompileCells);
      let left = solution.cells.length;
      if (left === 0) return;
      for await (const [answer] of answers) {
        // Cells of an earlier solution that failed are still being compiled: they are skipped.
        if (answer.n !== n) continue;
        yield answer.cell;
        left -= 1;
        if (left === 0) return;
      }
    },
    close: () => {
      child.kill();
    },
  };
}

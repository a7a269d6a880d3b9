import { spawn, type ChildProcess } from "node:child_process";
import { join } from "node:path";
import type { IOutput } from "@jupyterlab/nbformat";
import type { CellExecution } from "../../../authoring/notebook";
import type { SourceCell } from "../../../authoring/percent";
import { refuse, type Problem } from "../../../authoring/problems";
import type { CellReply, CompileCells, RunRequest } from "./protocol";
import { startSolutionCompiler, type SolutionCompiler } from "./solution-compiler";

/** Folder, environment and compiler of a solution's run. */
interface RunOptions {
  /** The project's folder, which is the working directory of the cells, as of a kernel. */
  readonly root: string;
  /** The whole environment, which contains the lab cloud's address. */
  readonly env: NodeJS.ProcessEnv;
  /** The compiler that other solutions share; a process of this solution's own, if not given. */
  readonly compiler?: SolutionCompiler | undefined;
}

type Solution = Omit<CompileCells, "n">;

/**
 * Runs the cells of a solution notebook in order, as the kernel would, in a process of their own.
 *
 * @returns each code cell's outputs, by cell id
 * @throws CourseError naming the line of the source where a cell failed; outputs of kind `error`, which a background task may
 *   leave behind, count as failures, too
 */
export async function runSolution(
  cells: readonly SourceCell[],
  { root, env, compiler }: RunOptions,
): Promise<ReadonlyMap<string, CellExecution>> {
  const code = cells.filter(({ kind }) => kind === "code");
  const ran = new Map<string, CellExecution>();
  const solution: Solution = { root, cells: code.map(({ id, lines }) => ({ id, code: lines.join("\n") })) };
  const compiling = compiler ?? startSolutionCompiler(root);
  try {
    for await (const reply of streamReplies(solution, env, compiling)) {
      const cell = code[ran.size];
      if (cell !== undefined) refuse(createProblems(cell, reply));
      const count = ran.size + 1;
      ran.set(reply.id, { count, outputs: reply.outputs.map((output) => toSavedOutput(output, { root, count })) });
    }
  } finally {
    if (compiling !== compiler) compiling.close();
  }
  const next = code[ran.size];
  if (next !== undefined)
    refuse([
      { file: next.file, line: next.line, says: `The solution's cell \`${next.id}\` ended the process that ran it.` },
    ]);
  return ran;
}

function createProblems({ id, file, firstLine }: SourceCell, { failure, outputs }: CellReply): Problem[] {
  const late = outputs.find(({ output_type }) => output_type === "error");
  const message =
    failure?.message ?? (late === undefined ? undefined : `${String(late["ename"])}: ${String(late["evalue"])}`);
  if (message === undefined) return [];
  return [
    { file, line: firstLine + (failure?.line ?? 1) - 1, says: `The solution's cell \`${id}\` fails: ${message}` },
  ];
}

/** Sends each cell to the runner as soon as it is compiled: the compiler does not wait until cells have run. */
async function sendCells(solution: Solution, compiler: SolutionCompiler, runner: ChildProcess): Promise<void> {
  const sendMessage = (message: object): void => {
    // The runner may have ended: a cell can end its process.
    if (runner.connected) runner.send(message, () => undefined);
  };
  let left = solution.cells.length;
  sendMessage({ root: solution.root, count: left } satisfies RunRequest);
  for await (const cell of compiler.compile(solution)) {
    if (!runner.connected) return;
    sendMessage(cell);
    left -= 1;
  }
  // The compiler has ended: no more cells will come.
  if (left > 0) runner.kill();
}

async function* streamReplies(
  solution: Solution,
  env: NodeJS.ProcessEnv,
  compiler: SolutionCompiler,
): AsyncGenerator<CellReply> {
  const child = spawn(
    process.execPath,
    ["--no-warnings", "--import", "tsx", join(import.meta.dirname, "run-cells.ts")],
    {
      cwd: solution.root,
      env,
      stdio: ["ignore", "inherit", "inherit", "ipc"],
    },
  );
  const arrived: CellReply[] = [];
  let ended = false;
  let wake = (): void => undefined;
  child.on("message", (reply) => {
    arrived.push(reply as CellReply);
    wake();
  });
  child.on("close", () => {
    ended = true;
    wake();
  });
  child.on("error", () => {
    ended = true;
    wake();
  });
  void sendCells(solution, compiler, child).then(
    () => undefined,
    () => child.kill(),
  );
  try {
    for (;;) {
      const next = arrived.shift();
      if (next !== undefined) yield next;
      else if (ended) return;
      else
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
    }
  } finally {
    if (!ended) child.kill();
  }
}

/** An output as Jupyter saves it: texts as lists of lines, without paths of this machine. */
function toSavedOutput(output: IOutput, { root, count }: { root: string; count: number }): IOutput {
  const tidy = (text: unknown): unknown => {
    const whole = Array.isArray(text) ? text.join("") : text;
    return typeof whole === "string" ? splitLines(whole.replaceAll(`${root}/`, "").replaceAll(root, ".")) : text;
  };
  if ("text" in output) return { ...output, text: tidy(output["text"]) } as IOutput;
  if (!("data" in output) || typeof output["data"] !== "object" || output["data"] === null) return output;
  const data = Object.entries(output["data"]).map(([type, content]) => [
    type,
    /^(text\/|image\/svg)/.test(type) ? tidy(content) : content,
  ]);
  const counted = output.output_type === "execute_result" ? { execution_count: count } : {};
  return { ...output, ...counted, data: Object.fromEntries(data) } as IOutput;
}

function splitLines(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

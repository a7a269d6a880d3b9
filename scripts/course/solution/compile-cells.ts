// A process of its own for the compiler, so that cells are compiled ahead while others run.
import { createCellCompiler } from "../../../kernel/cells";
import type { CellCompiled, CompileCells } from "./protocol";

process.on("message", ({ n, root, cells }: CompileCells) => {
  const compiler = createCellCompiler(root);
  for (const { id, code } of cells) {
    const compiled: CellCompiled = { n, cell: compiler.compile(id, code) };
    // Who asked may have ended.
    process.send?.(compiled, undefined, undefined, () => undefined);
  }
  compiler.close();
});

// The compiler's process: separate, so that cells are compiled while earlier cells run.
import { createCellCompiler } from "../../../kernel/cells";
import type { CellResult, CompileCells } from "./protocol";

process.on("message", ({ n, root, cells }: CompileCells) => {
  const compiler = createCellCompiler(root);
  for (const { id, code } of cells) {
    const compiled: CellResult = { n, cell: compiler.compile(id, code) };
    // The parent process may have ended.
    process.send?.(compiled, undefined, undefined, () => undefined);
  }
  compiler.close();
});

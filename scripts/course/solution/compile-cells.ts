// A process of its own for the compiler, so that cells are compiled ahead while others run.
import { createCellCompiler } from "../../../kernel/cells";
import type { RunRequest } from "./protocol";

process.once("message", ({ root, cells }: RunRequest) => {
  const compiler = createCellCompiler(root);
  // Whoever runs them may have ended: a cell can do that.
  for (const { id, code } of cells) process.send?.(compiler.compile(id, code), undefined, undefined, () => undefined);
});

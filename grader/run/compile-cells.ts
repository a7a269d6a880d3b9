import { posix } from "node:path";
import { createCellCompiler } from "../../kernel/cells";
import type { CompiledCell } from "../../kernel/cells";
import type { AssembledCell } from "../merge/assemble";

/**
 * Compiles cells in order, with the kernel's semantics and type errors, in this trusted process. TypeScript stays warm for the
 * next submission.
 *
 * @param root   absolute path of the project, as the compiler reads it
 * @param inside the same folder as the sandbox sees it
 */
export function compileCells(cells: readonly AssembledCell[], root: string, inside: string): CompiledCell[] {
  const compiler = createCellCompiler(root);
  try {
    return cells.map(({ id, code }) => moved(compiler.compile(id, code), root, inside));
  } finally {
    compiler.close();
  }
}

/**
 * The compiler reads the whole project, and hands out what any cell before has imported. A submission gets of it what learners
 * have: an import of anything else finds nothing when the cell runs.
 */
function moved(cell: CompiledCell, root: string, inside: string): CompiledCell {
  if (!cell.ok) return cell;
  const from = root.replaceAll("\\", "/");
  const modules = cell.modules
    .filter(({ source }) => source.startsWith("src/"))
    .map((module) => ({ ...module, path: posix.join(inside, posix.relative(from, module.path.replaceAll("\\", "/"))) }));
  return { ...cell, modules };
}

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

/** The compiler reads the whole project; a submission may not have more of it carried into its sandbox than learners have. */
function moved(cell: CompiledCell, root: string, inside: string): CompiledCell {
  if (!cell.ok) return cell;
  const from = root.replaceAll("\\", "/");
  const strange = cell.modules.find(({ source }) => !source.startsWith("src/"));
  if (strange) {
    const message = `Your cell imports ${strange.source}. Only packages and files of ./src can be imported.`;
    return { id: cell.id, ok: false, diagnostics: [{ line: 1, column: 1, endLine: 1, endColumn: 1, code: 0, message }] };
  }
  const modules = cell.modules.map((module) => ({ ...module, path: posix.join(inside, posix.relative(from, module.path.replaceAll("\\", "/"))) }));
  return { ...cell, modules };
}

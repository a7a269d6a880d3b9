import { posix } from "node:path";
import { createCellCompiler } from "../../kernel/cells";
import type { CellDiagnostic, CompiledCell } from "../../kernel/cells";

/** A cell to compile; one with a problem is not even read. */
export interface CellToCompile {
  readonly id: string;
  readonly code: string;
  readonly problem?: CellDiagnostic | undefined;
}

/**
 * Compiles cells in order, with the kernel's semantics and type errors, in this trusted process. TypeScript stays warm for the
 * next submission.
 *
 * @param root   absolute path of the project, as the compiler reads it
 * @param inside the same folder as the sandbox sees it
 */
export function compileCells(cells: readonly CellToCompile[], root: string, inside: string): CompiledCell[] {
  const compiler = createCellCompiler(root);
  try {
    return cells.map(({ id, code, problem }) =>
      problem ? { id, ok: false, diagnostics: [problem] } : moved(compiler.compile(id, code), root, inside),
    );
  } finally {
    compiler.close();
  }
}

/** What any cell before has imported is handed out with each: of that, only the library goes into the sandbox. */
function moved(cell: CompiledCell, root: string, inside: string): CompiledCell {
  if (!cell.ok) return cell;
  const from = root.replaceAll("\\", "/");
  const modules = cell.modules
    .filter(({ source }) => source.startsWith("src/"))
    .map((module) => ({
      ...module,
      path: posix.join(inside, posix.relative(from, module.path.replaceAll("\\", "/"))),
    }));
  return { ...cell, modules };
}

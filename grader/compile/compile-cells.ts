import { posix } from "node:path";
import { createCellCompiler, type CellDiagnostic, type CompiledCell } from "../../kernel/cells";

/** A cell to compile; a cell with a problem is not read. */
interface CellToCompile {
  readonly id: string;
  readonly code: string;
  readonly problem?: CellDiagnostic | undefined;
}

/**
 * Which modules of the project the run gets together with the cells that import them, and where they lie in the
 * sandbox.
 */
interface HandingOut {
  /** Path of the project in the sandbox. */
  readonly inside: string;
  /** Folders of the project whose modules are sent, each with a slash at its end. Default: the library only. */
  readonly handedOut?: readonly string[] | undefined;
}

/**
 * Compiles cells in order, with the kernel's semantics and type errors, in this trusted process. TypeScript stays warm for the
 * next submission.
 *
 * @param root absolute path of the project, as the compiler reads it
 */
export function compileCells(
  cells: readonly CellToCompile[],
  root: string,
  { inside, handedOut = ["src/"] }: HandingOut,
): CompiledCell[] {
  const compiler = createCellCompiler(root);
  try {
    return cells.map(({ id, code, problem }) =>
      problem
        ? { id, ok: false, diagnostics: [problem] }
        : moved(compiler.compile(id, code), { root, inside, handedOut }),
    );
  } finally {
    compiler.close();
  }
}

/**
 * Each cell comes with the modules that it or any earlier cell has imported: only those of some folders go into the
 * sandbox.
 */
function moved(cell: CompiledCell, { root, inside, handedOut }: Required<HandingOut> & { root: string }): CompiledCell {
  if (!cell.ok) return cell;
  const from = root.replaceAll("\\", "/");
  const modules = cell.modules
    .filter(({ source }) => handedOut.some((folder) => source.startsWith(folder)))
    .map((module) => ({
      ...module,
      path: posix.join(inside, posix.relative(from, module.path.replaceAll("\\", "/"))),
    }));
  return { ...cell, modules };
}

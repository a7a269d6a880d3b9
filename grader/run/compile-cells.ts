import { posix } from "node:path";
import ts from "typescript";
import { createCellCompiler } from "../../kernel/cells";
import type { CellDiagnostic, CompiledCell } from "../../kernel/cells";
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
    return cells.map(({ id, code }) => {
      const problem = strangeImport(code);
      return problem ? { id, ok: false, diagnostics: [problem] } : moved(compiler.compile(id, code), root, inside);
    });
  } finally {
    compiler.close();
  }
}

/** The compiler would read any file of this machine; a submission may import what learners have, packages and the library. */
function strangeImport(code: string): CellDiagnostic | undefined {
  const strange = ts.preProcessFile(code, true, true).importedFiles.find(({ fileName }) => isStrange(fileName));
  if (!strange) return undefined;
  const line = code.slice(0, strange.pos).split("\n").length;
  return { line, column: 1, endLine: line, endColumn: 1, code: 0, message: `Only packages and files of ./src can be imported, not ${strange.fileName}.` };
}

function isStrange(name: string): boolean {
  if (/^\.\.?(\/|$)/.test(name)) return !posix.normalize(name).startsWith("src/") && posix.normalize(name) !== "src";
  return name.startsWith("/") || /^(file|[a-z]):/i.test(name);
}

/** What any cell before has imported is handed out with each: of that, too, only the library goes into the sandbox. */
function moved(cell: CompiledCell, root: string, inside: string): CompiledCell {
  if (!cell.ok) return cell;
  const from = root.replaceAll("\\", "/");
  const modules = cell.modules
    .filter(({ source }) => source.startsWith("src/"))
    .map((module) => ({ ...module, path: posix.join(inside, posix.relative(from, module.path.replaceAll("\\", "/"))) }));
  return { ...cell, modules };
}

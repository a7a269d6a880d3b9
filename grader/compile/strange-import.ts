import { posix } from "node:path";
import ts from "typescript";
import type { CellDiagnostic } from "../../kernel/cells";
import { isLibrary } from "../core/is-library";

/**
 * Finds an import that is neither a package nor a file of the library. The trusted compiler would read any file of this
 * machine for such an import.
 *
 * @param code a cell, whose relative imports start at the project
 */
export function findStrangeImport(code: string): CellDiagnostic | undefined {
  const { importedFiles, referencedFiles, typeReferenceDirectives } = ts.preProcessFile(code, true, true);
  // A `/// <reference …>` makes the compiler read a file, too, and is never needed.
  const strange =
    [...referencedFiles, ...typeReferenceDirectives][0] ?? importedFiles.find(({ fileName }) => isStrange(fileName));
  if (!strange) return undefined;
  const line = code.slice(0, strange.pos).split("\n").length;
  return {
    line,
    column: 1,
    endLine: line,
    endColumn: 1,
    code: 0,
    message: `Only packages and files of ./src can be imported, not ${strange.fileName}.`,
  };
}

function isStrange(name: string): boolean {
  if (!isLibrary(name) || /[\\?#]/.test(name)) return true;
  // `some-package/../../file` leads out of the packages' folder.
  if (!name.startsWith(".") && name.split("/").includes("..")) return true;
  if (/^\.\.?(\/|$)/.test(name)) return !posix.normalize(name).startsWith("src/") && posix.normalize(name) !== "src";
  return name.startsWith("/") || /^(file|[a-z]):/i.test(name);
}

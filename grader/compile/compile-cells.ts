import { readFileSync } from "node:fs";
import { join, posix } from "node:path";
import ts from "typescript";
import { createCellCompiler, type CellDiagnostic, type CompiledCell, type LocalModule } from "../../kernel/cells";

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
interface RunModules {
  /** Path of the project in the sandbox. */
  readonly inside: string;
  /** Folders of the project whose modules are sent, each with a slash at its end. Default: the library only. */
  readonly handedOut?: readonly string[] | undefined;
  /** Texts by path in the project that are sent instead of what the files hold: those of the lab's scripts. */
  readonly instead?: Readonly<Record<string, string>> | undefined;
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
  { inside, handedOut = ["src/"], instead = {} }: RunModules,
): CompiledCell[] {
  const compiler = createCellCompiler(root, { filesStay: true });
  try {
    return cells.map(({ id, code, problem }) =>
      problem
        ? { id, ok: false, diagnostics: [problem] }
        : relocateCell(compiler.compile(id, code), { root, inside, handedOut, instead }),
    );
  } finally {
    compiler.close();
  }
}

/**
 * Each cell comes with the modules that it or any earlier cell has imported: only those of some folders go into the
 * sandbox.
 */
function relocateCell(
  cell: CompiledCell,
  { root, inside, handedOut = [], instead = {} }: RunModules & { readonly root: string },
): CompiledCell {
  if (!cell.ok) return cell;
  const from = root.replaceAll("\\", "/");
  const modules = cell.modules
    .filter(({ source }) => handedOut.some((folder) => source.startsWith(folder)))
    .map((module) => ({
      ...compileText(module, instead[module.source], root),
      path: posix.join(inside, posix.relative(from, module.path.replaceAll("\\", "/"))),
    }));
  return { ...cell, modules };
}

/** The module with the JavaScript of a text, unless its file holds the same text. */
function compileText(module: LocalModule, text: string | undefined, root: string): LocalModule {
  if (text === undefined || readFileSync(join(root, module.source), "utf8") === text) return module;
  const { outputText } = ts.transpileModule(text, {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022, esModuleInterop: true },
  });
  return { ...module, js: outputText };
}

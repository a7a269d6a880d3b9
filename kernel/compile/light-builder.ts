import type * as typescript from "typescript";
import type { TypeScript } from "./compiler-api";

/** Members of a source file that TypeScript's public types leave out. */
interface SourceFileImports {
  /** The string literals of its imports, dynamic imports included. */
  readonly imports?: readonly typescript.StringLiteralLike[];
}

interface SourceFileLocals {
  /** The names that it declares at its top level. */
  readonly locals?: ReadonlyMap<string, unknown>;
}

/** Parts of TypeScript that its public types leave out. */
interface Binder {
  bindSourceFile(file: typescript.SourceFile, options: typescript.CompilerOptions): void;
}

/**
 * Creates programs for tslab without TypeScript's record of dependencies between files. TypeScript would look through
 * all files of the SDK to make that record; tslab needs from it only the local files that a cell imports.
 *
 * @param isConverting whether tslab converts a cell at the moment: then one program is made for a cell instead of two,
 * see `createNamesProgram`
 * @returns what `ts.createWatchCompilerHost` takes as `createProgram`
 */
export function createLightBuilder(
  ts: TypeScript,
  isConverting: () => boolean,
): typescript.CreateProgram<typescript.BuilderProgram> {
  /** The real program before, by the stand-in that tslab got for the next program, see `createNamesProgram`. */
  const standIns = new WeakMap<typescript.BuilderProgram, typescript.BuilderProgram>();
  return (...args) => {
    const [rootFiles, options, host, last, ...rest] = args;
    const before = last && (standIns.get(last) ?? last);
    const standIn = before && isConverting() ? createNamesProgram(ts, args, before) : undefined;
    if (before && standIn) {
      standIns.set(standIn, before);
      return standIn;
    }
    const builder = ts.createAbstractBuilder(rootFiles, options, host, before, ...rest);
    builder.getAllDependencies = (file) => listDependencies(ts, builder.getProgram(), file);
    builder.emit = createEmit(builder);
    // The checker binds the file; tslab reads the names that a cell declares from the file's symbols.
    builder.getProgram().getTypeChecker();
    return builder;
  };
}

/**
 * Emits a file as tslab requests, but changes only the code of cells. tslab would change each local file as well that a cell imports:
 * where the file ends in a statement such as `main();`, it would keep the statement's value as the cell's, and TypeScript would fail.
 */
function createEmit({ emit }: typescript.BuilderProgram): typescript.BuilderProgram["emit"] {
  return (...[file, write, cancellation, onlyTypes, transformers]) =>
    emit(file, write, cancellation, onlyTypes, file && isCell(file.fileName) ? transformers : undefined);
}

const isCell = (file: string): boolean => file.endsWith("/__tslab__.ts");

/**
 * The line that tslab adds after a cell. No learner's cell ends in such a line: `readCellSyntax` refuses these exports.
 */
const EXPORTS_ALL = /\nexport \{[^{}]*\}$/;

type ProgramParts = Parameters<typescript.CreateProgram<typescript.BuilderProgram>>;

/**
 * tslab makes two programs for a cell: the first only to learn which names the cell declares, the second with a line
 * after the cell that exports these names. The cell's text alone tells the names: instead of the first program, tslab
 * gets a stand-in, which is the program before with this cell in it, neither resolved nor checked.
 *
 * @returns undefined where tslab needs the real program: the line that exports the names is there, or the cell declares
 * nothing
 */
function createNamesProgram(ts: TypeScript, parts: ProgramParts, before: typescript.BuilderProgram) {
  const cell = bindCell(ts, parts);
  if (cell === undefined || EXPORTS_ALL.test(cell.text) || !((cell as SourceFileLocals).locals?.size ?? 0))
    return undefined;
  return {
    ...before,
    getSourceFile: (file: string) => (file === cell.fileName ? cell : before.getSourceFile(file)),
    // Undefined, or TypeScript would take the stand-in for an up-to-date program when the same cell is converted again.
    getProgramOrUndefined: () => undefined,
  };
}

/** The cell, with the names that it declares. */
function bindCell(ts: TypeScript, [rootFiles, options = {}, host]: ProgramParts): typescript.SourceFile | undefined {
  const name = rootFiles?.find(isCell);
  const text = name === undefined ? undefined : host?.readFile(name);
  if (name === undefined || text === undefined) return undefined;
  const cell = ts.createSourceFile(name, text, options.target ?? ts.ScriptTarget.ES2022);
  (ts as unknown as Binder).bindSourceFile(cell, options);
  return cell;
}

/** The names of a file and of all that it imports, directly or not; packages are left out, since none imports a local file. */
function listDependencies(ts: TypeScript, program: typescript.Program, file: typescript.SourceFile): string[] {
  const seen = new Set<typescript.SourceFile>();
  const waiting = [file];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (seen.has(next) || program.isSourceFileFromExternalLibrary(next) || program.isSourceFileDefaultLibrary(next))
      continue;
    seen.add(next);
    for (const name of (next as SourceFileImports).imports ?? []) waiting.push(...listImported(ts, program, name));
  }
  return [...seen].map(({ fileName }) => fileName);
}

/** The files that an import's string literal stands for. */
function listImported(
  ts: TypeScript,
  program: typescript.Program,
  name: typescript.StringLiteralLike,
): typescript.SourceFile[] {
  const symbol = program.getTypeChecker().getSymbolAtLocation(name);
  if (symbol !== undefined) return (symbol.declarations ?? []).map((declaration) => declaration.getSourceFile());
  // A file that exports nothing has no symbol: it is imported for what it does.
  const { fileName } = name.getSourceFile();
  const { resolvedModule } = ts.resolveModuleName(name.text, fileName, program.getCompilerOptions(), ts.sys);
  const file = resolvedModule && program.getSourceFile(resolvedModule.resolvedFileName);
  return file ? [file] : [];
}

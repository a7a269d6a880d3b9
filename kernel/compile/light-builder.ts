import type * as typescript from "@tslab/typescript-for-tslab";
import type { TypeScript } from "./compiler-api";

/** What TypeScript's public types leave out of a source file. */
interface WithImports {
  /** The texts of its import lines, dynamic imports included. */
  readonly imports?: readonly typescript.Node[];
}

interface WithLocals {
  /** The names that it declares at its top level. */
  readonly locals?: ReadonlyMap<string, unknown>;
}

/** Parts of TypeScript that its public types leave out. */
interface Binder {
  bindSourceFile(file: typescript.SourceFile, options: typescript.CompilerOptions): void;
}

/**
 * Makes programs for tslab without TypeScript's record of which file depends on which. TypeScript would look through all files of the
 * SDK for it; tslab asks for nothing of it but the local files that a cell imports.
 *
 * @param isConverting whether tslab converts a cell just now: then a cell costs one program, not two, see `namesOnly`
 * @returns what `ts.createWatchCompilerHost` takes as `createProgram`
 */
export function lightBuilder(
  ts: TypeScript,
  isConverting: () => boolean,
): typescript.CreateProgram<typescript.BuilderProgram> {
  /** The program before, by what stands for the next one. */
  const standIns = new WeakMap<typescript.BuilderProgram, typescript.BuilderProgram>();
  return (...args) => {
    const [rootFiles, options, host, last, ...rest] = args;
    const before = last && (standIns.get(last) ?? last);
    const standIn = before && isConverting() ? namesOnly(ts, args, before) : undefined;
    if (before && standIn) {
      standIns.set(standIn, before);
      return standIn;
    }
    const builder = ts.createAbstractBuilder(rootFiles, options, host, before, ...rest);
    builder.getAllDependencies = (file) => dependencies(builder.getProgram(), file);
    // tslab reads the names that a cell declares from what the checker has noted beside the file.
    builder.getProgram().getTypeChecker();
    return builder;
  };
}

/** The line that tslab writes behind a cell. No learner's cell ends so: `readCellSyntax` refuses its exports. */
const EXPORTS_ALL = /\nexport \{[^{}]*\}$/;

type ProgramParts = Parameters<typescript.CreateProgram<typescript.BuilderProgram>>;

/**
 * tslab has a cell's program made twice: the first one only to learn which names the cell declares, the second with a line behind the cell that
 * exports them. The names stand in the cell's text alone: instead of the first program tslab gets the program before, with this cell in it,
 * neither resolved nor checked.
 *
 * @returns undefined where tslab goes on with the program that it gets now: the line is there, or the cell declares nothing
 */
function namesOnly(ts: TypeScript, parts: ProgramParts, before: typescript.BuilderProgram) {
  const cell = boundCell(ts, parts);
  if (cell === undefined || EXPORTS_ALL.test(cell.text) || !((cell as WithLocals).locals?.size ?? 0)) return undefined;
  return {
    ...before,
    getSourceFile: (file: string) => (file === cell.fileName ? cell : before.getSourceFile(file)),
    // Or the same cell, converted once more, would be found up to date, and tslab would be left with this.
    getProgramOrUndefined: () => undefined,
  };
}

/** The cell, with the names that it declares. */
function boundCell(ts: TypeScript, [rootFiles, options = {}, host]: ProgramParts): typescript.SourceFile | undefined {
  const name = rootFiles?.find((file) => file.endsWith("/__tslab__.ts"));
  const text = name === undefined ? undefined : host?.readFile(name);
  if (name === undefined || text === undefined) return undefined;
  const cell = ts.createSourceFile(name, text, options.target ?? ts.ScriptTarget.ES2022);
  (ts as unknown as Binder).bindSourceFile(cell, options);
  return cell;
}

/** The names of a file and of all that it imports, directly or not; packages are left out, since none imports a local file. */
function dependencies(program: typescript.Program, file: typescript.SourceFile): string[] {
  const checker = program.getTypeChecker();
  const seen = new Set<typescript.SourceFile>();
  const waiting = [file];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (seen.has(next) || program.isSourceFileFromExternalLibrary(next) || program.isSourceFileDefaultLibrary(next))
      continue;
    seen.add(next);
    for (const name of (next as WithImports).imports ?? []) {
      waiting.push(
        ...(checker.getSymbolAtLocation(name)?.declarations ?? []).map((declaration) => declaration.getSourceFile()),
      );
    }
  }
  return [...seen].map(({ fileName }) => fileName);
}

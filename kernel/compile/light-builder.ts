import type * as typescript from "@tslab/typescript-for-tslab";
import type { TypeScript } from "./compiler-api";

/** What TypeScript's public types leave out of a source file. */
interface WithImports {
  /** The texts of its import lines, dynamic imports included. */
  readonly imports?: readonly typescript.Node[];
}

/**
 * Makes programs for tslab without TypeScript's record of which file depends on which. TypeScript would look through all files of the
 * SDK for it, twice for each cell; tslab asks for nothing of it but the local files that a cell imports.
 *
 * @returns what `ts.createWatchCompilerHost` takes as `createProgram`
 */
export function lightBuilder(ts: TypeScript): typescript.CreateProgram<typescript.BuilderProgram> {
  return (...args) => {
    const builder = ts.createAbstractBuilder(...args);
    builder.getAllDependencies = (file) => dependencies(builder.getProgram(), file);
    // tslab reads the names that a cell declares from what the checker has noted beside the file.
    builder.getProgram().getTypeChecker();
    return builder;
  };
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

import { existsSync } from "node:fs";
import path from "node:path";
import type { LocalModule } from "./cell";
import { createMemo } from "./memo";
import { splitMentionedDeclarations } from "./mentioned-declarations";
import { loadTslab, type TslabConverter, type TslabResult } from "./tslab";
import { splitMaps } from "./typescript";

/** tslab's converter for one project, kept warm: the first use loads the SDK's types, which takes a second and 200 MB. */
interface CompileService {
  /** Looks for files that were edited since the last time: the next cell is compiled from what they hold now. */
  lookForEdits(): void;
  /** Compiles a cell with the declarations of the cells before it. */
  convert(declarations: string, code: string): TslabResult;
  readonly complete: TslabConverter["complete"];
  readonly inspect: TslabConverter["inspect"];
  /** All local files compiled so far, by path. tslab hands out each only once. */
  readonly modules: ReadonlyMap<string, LocalModule>;
}

const services = new Map<string, CompileService>();

/** The service of a project; every call for the same project gets the same one. @param root absolute path */
export function compileService(root: string): CompileService {
  const service = services.get(root) ?? createService(root);
  services.set(root, service);
  return service;
}

function createService(root: string): CompileService {
  const { overlay, ts } = loadTslab();
  const modules = new Map<string, LocalModule>();
  const memo = createMemo<TslabResult>();
  let converter: TslabConverter | undefined;
  let hasLibrary = false;
  let seenEdits = 0;

  function reopenConverter(): TslabConverter {
    converter?.close();
    overlay.files.forgetClosed(root);
    // Drops results that were compiled from files that are no longer watched.
    memo.clear();
    converter = openConverter(root, hasLibrary);
    return converter;
  }

  /**
   * From the first cell that imports the library, its types and the SDK's stay part of the program; a lab that never
   * imports it is spared their cost.
   */
  function chooseConverter(code: string): TslabConverter {
    const wants = !hasLibrary && IMPORTS_LIBRARY.test(code);
    hasLibrary ||= wants;
    return converter === undefined || wants ? reopenConverter() : converter;
  }

  function convertFresh(declarations: string, code: string): TslabResult {
    const result = chooseConverter(code).convert(declarations, code);
    // The converter remembers that the file was missing: if it is there by now, a new converter is needed.
    return result.diagnostics.some((diagnostic) => hasAppeared(root, diagnostic))
      ? reopenConverter().convert(declarations, code)
      : result;
  }

  return {
    modules,
    complete: (declarations, code, ...rest) => chooseConverter(code).complete(declarations, code, ...rest),
    inspect: (declarations, code, ...rest) => chooseConverter(code).inspect(declarations, code, ...rest),
    lookForEdits: () => {
      const edits = overlay.files.announce();
      if (edits !== seenEdits) memo.clear();
      seenEdits = edits;
    },
    convert: (declarations, code) => {
      const { mentioned, rest } = splitMentionedDeclarations(ts, declarations, code);
      const key = `${mentioned}\u0000${code}`;
      const known = memo.get(key);
      if (known !== undefined) return appendRest(known, rest);
      const wholeKey = `${declarations}\u0000\u0000${code}`;
      const knownFailure = memo.get(wholeKey);
      if (knownFailure !== undefined) return knownFailure;
      const alone = convertFresh(mentioned, code);
      // Compile again with all declarations: an error message can name any of them, as in "Did you mean …?".
      const isWhole = alone.diagnostics.length > 0 && rest !== "";
      const result = isWhole ? convertFresh(declarations, code) : alone;
      for (const { path: file, data } of result.sideOutputs ?? []) {
        modules.set(file, { path: file, source: readSource(root, file), ...splitMaps(data) });
      }
      if (isWhole || result.diagnostics.length > 0) {
        if (!result.diagnostics.some(isMissingModule)) memo.set(wholeKey, result);
        return result;
      }
      memo.set(key, result);
      return appendRest(result, rest);
    },
  };
}

/** Appends to a cell's declarations those that the cell was compiled without. */
const appendRest = (result: TslabResult, rest: string): TslabResult => ({
  ...result,
  declOutput: (result.declOutput ?? "") + rest,
});

const IMPORTS_LIBRARY = /["'`]\.\/src\b/;

function openConverter(root: string, withLibrary: boolean): TslabConverter {
  const { overlay, createConverter } = loadTslab();
  const library = path.join(root, "src", "index.ts");
  overlay.setRoot(root, withLibrary && existsSync(library) ? library : undefined);
  return createConverter();
}

/** Whether a local file that an import did not find exists by now. */
function hasAppeared(root: string, { code, messageText, fileName }: TslabResult["diagnostics"][number]): boolean {
  const missing = code === CANNOT_FIND_MODULE ? /'(\.{1,2}\/[^']*)'/.exec(messageText)?.[1] : undefined;
  if (missing === undefined) return false;
  const file = path.resolve(root, path.dirname(fileName ?? ""), missing).replace(/\.js$/, "");
  return [".ts", ".tsx", ".js", "/index.ts"].some((ending) => existsSync(file + ending));
}

/** Such a failure may be over without an edit of a watched file, when the missing file appears. */
const isMissingModule = ({ code }: TslabResult["diagnostics"][number]): boolean => MISSING_MODULE_ERRORS.has(code);

/** TypeScript's error number for an import whose module cannot be found. */
export const CANNOT_FIND_MODULE = 2307;
/** The other two: for a module whose types cannot be found, and for one that another way of finding modules would find. */
const MISSING_MODULE_ERRORS = new Set([CANNOT_FIND_MODULE, 7016, 2792]);

function readSource(root: string, file: string): string {
  const stem = file.replace(/\.js$/, "");
  const source = [".ts", ".tsx", ".js"].map((ending) => stem + ending).find((name) => existsSync(name)) ?? file;
  return path.relative(root, source).replaceAll("\\", "/");
}

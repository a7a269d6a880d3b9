/**
 * The project's TypeScript as tslab needs it, in place of tslab's own fork of TypeScript: with the functions that the fork
 * adds. It keeps source maps, works for any project root, looks for edited files when asked instead of watching the disk,
 * and gives diagnostics whole.
 */
import { createRequire } from "node:module";
import path from "node:path";
import type * as typescript from "typescript";
import { AMBIENT_TYPES } from "./ambient-types";
import { addCheckpoints } from "./checkpoints";
import { markUnusedCalls } from "./unused-calls";
import { nameSharedMembers } from "./shared-members";
import type { TypeScript } from "./compiler-api";
import type { CompletionRequest } from "./completions";
import { createEditedFiles, type EditedFiles } from "./edited-files";
import { createLightBuilder } from "./light-builder";
import { createQuickInfo } from "./quick-info";

/** Two maps to apply one after the other, from the JavaScript that runs back to the TypeScript, as JSON. */
type Maps = readonly [toEcmaScript: string, toTypeScript: string];

export interface TypeScriptOverlay {
  /** The exports that tslab must get as its TypeScript. */
  readonly exports: TypeScript;
  readonly files: EditedFiles;
  /** The position of tslab's last completion request. */
  getRequest(): CompletionRequest | undefined;
  /** Sets the project root for the converter created next, and a file that stays part of its program. */
  setRoot(root: string, alwaysLoaded?: string): void;
  /**
   * Runs `convert`, in which tslab converts a cell: meanwhile one program is made for a cell instead of two, see
   * `createLightBuilder`.
   */
  runConversion<T>(convert: () => T): T;
}

const AMBIENT_FILE = "__kernel__.d.ts";
const INLINE_MAP = /\n?\/\/# sourceMappingURL=data:application\/json;base64,([A-Za-z0-9+/=]+)\s*$/;
const BOTH_MAPS = /\n\/\/# labsMaps=(\[.*\])\s*$/;

/** Parts of TypeScript that its public types leave out. */
interface HiddenTypeScript {
  readonly nullTransformationContext: typescript.TransformationContext;
  readonly Completions: Readonly<Record<string, (...all: readonly unknown[]) => typescript.CompletionInfo | undefined>>;
}

/** tslab's arguments for requesting completions; the first is an empty host. */
type CompletionArguments = [
  host: unknown,
  program: typescript.Program,
  log: unknown,
  file: typescript.SourceFile,
  position: number,
  ...rest: unknown[],
];

/** TypeScript's completions as tslab requests them; records the position, and requests the names' symbols, too. */
function watchCompletions(ts: TypeScript): { exports: object; getRequest: TypeScriptOverlay["getRequest"] } {
  const { Completions } = ts as unknown as HiddenTypeScript;
  let request: CompletionRequest | undefined;
  function getCompletions(...[, program, log, file, position, ...rest]: CompletionArguments): unknown {
    const all = [createReadableHost(ts, program), program, log, file, position, ...rest, undefined, true];
    const info = Completions["getCompletionsAtPosition"]?.(...all);
    request = { program, file, position, entries: info?.entries ?? [] };
    return info;
  }
  return { exports: { ...Completions, getCompletionsAtPositionForTslab: getCompletions }, getRequest: () => request };
}

/** Lets TypeScript look for the files that the path of an import can name. */
function createReadableHost({ sys }: TypeScript, program: typescript.Program): unknown {
  const { fileExists, readFile, readDirectory, directoryExists, getDirectories } = sys;
  const getCurrentDirectory = (): string => program.getCurrentDirectory();
  const getCompilationSettings = (): typescript.CompilerOptions => program.getCompilerOptions();
  const files = { fileExists, readFile, readDirectory, directoryExists, getDirectories };
  return { ...files, getCurrentDirectory, getCompilationSettings };
}

/**
 * tslab's arguments for creating its compiler host; the fourth, which makes programs, is replaced by the
 * kernel's.
 */
type HostArguments = [
  rootFiles: string[],
  options: typescript.CompilerOptions,
  system: unknown,
  createProgram: unknown,
  ...rest: unknown[],
];

export function openTypeScript(ts: TypeScript): TypeScriptOverlay {
  const files = createEditedFiles();
  let root = process.cwd();
  let alwaysLoaded: string | undefined;
  let isConverting = false;
  ts.sys.getCurrentDirectory = () => root;
  ts.sys.watchFile = (file, changed) =>
    files.watch(file, () => {
      changed(file, ts.FileWatcherEventKind.Changed);
    });
  addAmbientTypes(ts);
  ts.sys.watchDirectory = () => ({ close: () => undefined });

  const createWatchCompilerHost = (...[rootFiles, options, system, , ...rest]: HostArguments): unknown => {
    const create = ts.createWatchCompilerHost as (...all: unknown[]) => unknown;
    const ownFiles = [...rootFiles, path.posix.join(root.replaceAll("\\", "/"), AMBIENT_FILE)];
    const allFiles = alwaysLoaded === undefined ? ownFiles : [...ownFiles, alwaysLoaded];
    // TypeScript has removed the first (see `keepSloppy`), and only tslab's fork has the second.
    const { noImplicitUseStrict: _, disableTopLevelAwait: __, lib = [], ...known } = options;
    // No output is written to the disk, so TypeScript doesn't have to compare the paths of outputs with those of all source
    // files for each program.
    const ours = {
      lib: lib.map(toES2023),
      inlineSourceMap: true,
      suppressOutputPathCheck: true,
      typeRoots: addNodeTypes(ts, options.typeRoots),
    };
    return create(
      allFiles,
      { ...known, ...ours },
      system,
      createLightBuilder(ts, () => isConverting),
      ...rest,
    );
  };
  const cleanSince = new WeakMap<typescript.SourceFile, number>();

  /**
   * The diagnostics of a cell and of the local files that it imports. A local file without errors is not checked again
   * until a file is edited: no cell can change its result.
   */
  function listUnknownDiagnostics(
    program: typescript.Program,
    [cell, ...imported]: readonly typescript.SourceFile[],
  ): typescript.Diagnostic[] {
    const edits = files.countEdits();
    const unknown = imported.filter((file) => cleanSince.get(file) !== edits);
    const found = listWholeDiagnostics(ts, program, cell === undefined ? unknown : [cell, ...unknown]);
    const faulty = new Set(found.map(({ file }) => file));
    for (const file of unknown) if (!faulty.has(file)) cleanSince.set(file, edits);
    return found;
  }

  const completions = watchCompletions(ts);
  return {
    exports: overlayTypescript(ts, {
      Completions: completions.exports,
      ...createTransformParts(ts),
      createWatchCompilerHost,
      transpileModule: (code: string, options: typescript.TranspileOptions) => transpileWithMaps(ts, code, options),
      getPreEmitDiagnosticsOfFiles: listUnknownDiagnostics,
      getDefaultTypeRoots: (folder: string) => listTypeRoots(ts, folder),
      getQuickInfoAtPosition: createQuickInfo(ts),
    }),
    files,
    getRequest: completions.getRequest,
    runConversion: (convert) => {
      isConverting = true;
      try {
        return convert();
      } finally {
        isConverting = false;
      }
    },
    setRoot: (newRoot, file) => {
      root = newRoot;
      alwaysLoaded = file === undefined ? undefined : path.posix.normalize(file.replaceAll("\\", "/"));
    },
  };
}

/** What tslab rewrites a cell's tree with. */
const createTransformParts = (ts: TypeScript) => ({
  getNullTransformationContext: () => (ts as unknown as HiddenTypeScript).nullTransformationContext,
  // In `const { member: name } = …`, tslab would take the member for the variable of an earlier cell that declares the member's type.
  visitEachChild: (node: typescript.Node, visitor: typescript.Visitor, context: typescript.TransformationContext) =>
    ts.visitEachChild(
      node,
      ts.isBindingElement(node) && node.propertyName && ts.isIdentifier(node.propertyName)
        ? (child) => (child === node.propertyName ? child : visitor(child))
        : visitor,
      context,
    ),
});

/** Node has had the methods of ES2023, such as `findLast` and `toSorted`, since version 20. tslab knows no version after 18. */
const toES2023 = (library: string): string => (library === "lib.es2022.d.ts" ? "lib.es2023.d.ts" : library);

/** The folders of types that lie in a folder or above it. */
const listTypeRoots = (ts: TypeScript, folder: string): string[] =>
  (ts.getEffectiveTypeRoots({}, { getCurrentDirectory: () => folder }) ?? []).filter((root) =>
    ts.sys.directoryExists(root),
  );

/** Adds the kernel's own types of Node where the project has none. */
function addNodeTypes({ sys }: TypeScript, roots: readonly string[] = []): string[] {
  const hasNode = roots.some((folder) => sys.fileExists(path.posix.join(folder, "node", "package.json")));
  if (hasNode) return [...roots];
  const bundledTypes = createRequire(import.meta.url).resolve("@types/node/package.json");
  return [...roots, path.dirname(path.dirname(bundledTypes)).replaceAll("\\", "/")];
}

/** Lets TypeScript read the kernel's own types as a file that lies in every project. */
function addAmbientTypes({ sys }: TypeScript): void {
  const { fileExists, readFile } = sys;
  const isAmbient = (file: string): boolean => file.endsWith(`/${AMBIENT_FILE}`);
  sys.fileExists = (file) => isAmbient(file) || fileExists(file);
  sys.readFile = (file, encoding) => (isAmbient(file) ? AMBIENT_TYPES : readFile(file, encoding));
}

/**
 * Takes apart JavaScript that came out of tslab's converter under this overlay.
 *
 * @returns the code without its map comment, and the maps back to the TypeScript
 */
export function splitMaps(output: string): { js: string; maps: Maps } {
  const found = BOTH_MAPS.exec(output);
  if (found?.[1] === undefined)
    throw new Error("tslab's output carries no source maps: its way of emitting has changed");
  return { js: output.slice(0, found.index + 1), maps: JSON.parse(found[1]) as Maps };
}

/**
 * A copy of TypeScript's exports in which the kernel's own replace some: tslab copies each own property that it sees,
 * and TypeScript's own properties are getters that cannot be redefined.
 */
function overlayTypescript(ts: TypeScript, overrides: Readonly<Record<string, unknown>>): TypeScript {
  const all: Record<string, unknown> = { ...ts, ...overrides };
  return all as unknown as TypeScript;
}

function transpileWithMaps(
  ts: TypeScript,
  code: string,
  options: typescript.TranspileOptions,
): typescript.TranspileOutput {
  const inner = INLINE_MAP.exec(code);
  const innerMap = inner?.[1] === undefined ? "{}" : Buffer.from(inner[1], "base64").toString("utf8");
  const plain = inner === null ? code : code.slice(0, inner.index + 1);
  const result = ts.transpileModule(plain, {
    ...options,
    compilerOptions: { ...options.compilerOptions, sourceMap: true },
    transformers: {
      before: [nameSharedMembers(ts), markUnusedCalls(ts), addCheckpoints(ts)],
      after: [keepSloppyMode(ts)],
    },
  });
  const js = result.outputText.replace(/\n?\/\/# sourceMappingURL=.*\s*$/, "\n");
  const maps: Maps = [result.sourceMapText ?? "{}", innerMap];
  return { ...result, outputText: `${js}\n//# labsMaps=${JSON.stringify(maps)}` };
}

/** Removes the `"use strict"` that TypeScript adds to a module: a cell runs as it is written. */
const keepSloppyMode =
  (ts: TypeScript): typescript.TransformerFactory<typescript.SourceFile> =>
  ({ factory }) =>
  (file) => {
    const [first, ...rest] = file.statements;
    const isAdded =
      first !== undefined &&
      first.pos < 0 &&
      ts.isExpressionStatement(first) &&
      ts.isStringLiteral(first.expression) &&
      first.expression.text === "use strict";
    return isAdded ? factory.updateSourceFile(file, rest) : file;
  };

/**
 * What TypeScript reports of some files. One diagnostic for a chained message: tslab gives each link of the chain as an
 * error of its own, and the later links without their file.
 */
function listWholeDiagnostics(
  ts: TypeScript,
  program: typescript.Program,
  files: readonly typescript.SourceFile[],
): typescript.Diagnostic[] {
  const found = files.flatMap((file) => [
    ...program.getSyntacticDiagnostics(file),
    ...program.getSemanticDiagnostics(file),
    ...program.getDeclarationDiagnostics(file),
  ]);
  return ts.sortAndDeduplicateDiagnostics(found).map((diagnostic) => ({
    ...diagnostic,
    messageText: ts.flattenDiagnosticMessageText(selectReason(ts, diagnostic.messageText), "\n"),
  }));
}

/** A call that fits none of its forms has a reason for each form. If all are the same, one of them says all. */
function selectReason(
  ts: TypeScript,
  message: string | typescript.DiagnosticMessageChain,
): string | typescript.DiagnosticMessageChain {
  if (typeof message === "string" || !message.messageText.startsWith("No overload matches this call.")) return message;
  const reasons = (message.next ?? []).flatMap(({ next: [reason] = [] }) => reason ?? []);
  const [first, ...others] = reasons.map((reason) => ts.flattenDiagnosticMessageText(reason, "\n"));
  return first !== undefined && others.every((other) => other === first) ? first : message;
}

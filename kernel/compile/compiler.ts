import { existsSync } from "node:fs";
import path from "node:path";
import type { CellDiagnostic, CompiledCell, LocalModule } from "../cell";
import { readCellSyntax } from "./cell-syntax";
import { CHECKPOINTS } from "./checkpoints";
import { loadTslab, type TslabConverter, type TslabResult } from "./tslab";
import { splitMaps } from "./typescript";

export interface CellCompiler {
  /**
   * Compiles the next cell, type-checked against what the cells before it declared. A cell that compiles counts as run:
   * its declarations are there for the next one until `forget` is called.
   */
  compile(id: string, code: string): CompiledCell;
  /** Names that could stand at an offset of a cell that is being written, and the stretch they would replace. */
  complete(code: string, offset: number): Completion;
  /** Type and documentation of what stands at an offset; undefined if nothing does. */
  inspect(code: string, offset: number): string | undefined;
  /** Takes back the declarations of the cell compiled last, as the kernel does when a cell fails while it runs. */
  forget(): void;
  /** Ends this compiler. The TypeScript service behind it stays warm for the next one of the same root. */
  close(): void;
}

type QuickInfo = ReturnType<TslabConverter["inspect"]>;

/** Offsets count UTF-16 units. */
export interface Completion { readonly start: number; readonly end: number; readonly names: readonly string[] }

/** tslab's converter for one project root, with every local file that it has emitted so far. */
interface WarmConverter {
  readonly converter: TslabConverter;
  /** tslab emits a local file once, so these are kept for the compilers to come. */
  readonly modules: Map<string, LocalModule>;
}

const warm = new Map<string, WarmConverter>();

/**
 * A compiler of one notebook's cells (or one submission's), in order.
 *
 * @param root absolute path of the project; relative imports in cells start there, wherever the notebook lies
 * @throws Error if tslab is not installed
 */
export function createCellCompiler(root: string): CellCompiler {
  const { converter, modules } = warmConverter(root);
  const given = new Map<string, LocalModule>();
  let declarations = "";
  let before = "";
  return {
    compile: (id, code) => {
      const syntax = readCellSyntax(loadTslab().ts, code);
      if (syntax.problems.length > 0) return { id, ok: false, diagnostics: syntax.problems };
      loadTslab().overlay.files.announce();
      const result = converter.convert(declarations, syntax.code);
      keepModules(root, result, modules);
      if (result.diagnostics.length > 0) return { id, ok: false, diagnostics: result.diagnostics.map(toDiagnostic) };
      before = declarations;
      declarations = result.declOutput ?? "";
      const { js, maps } = splitMaps(result.output ?? "");
      return {
        id, ok: true, maps,
        js: js + bindings(syntax.settable),
        declared: syntax.declared,
        awaits: result.hasToplevelAwait === true || syntax.awaits,
        ...(result.lastExpressionVar === undefined ? {} : { lastExpression: result.lastExpressionVar }),
        modules: newModules(modules, given),
      };
    },
    complete: (code, offset) => {
      const { start, end, candidates } = converter.complete(declarations, readCellSyntax(loadTslab().ts, code).code, offset);
      return { start, end, names: candidates };
    },
    inspect: (code, offset) => {
      const info = converter.inspect(declarations, readCellSyntax(loadTslab().ts, code).code, offset) as QuickInfo | undefined;
      return info && loadTslab().printQuickInfo(info);
    },
    forget: () => { declarations = before; },
    close: () => { given.clear(); },
  };
}

/**
 * Code at the end of a cell that shares its variables themselves, where tslab shares copies: a function that a cell defines would
 * not see what a later cell sets.
 */
function bindings(names: readonly string[]): string {
  if (names.length === 0) return "";
  const each = names.map((name) => `${name}: { get: () => ${name}, set: ($value$) => { ${name} = $value$; } }`);
  return `\n${CHECKPOINTS}.bind({ ${each.join(", ")} });\n`;
}

function warmConverter(root: string): WarmConverter {
  const found = warm.get(root);
  if (found !== undefined) return found;
  const tslab = loadTslab();
  const library = path.join(root, "src", "index.ts");
  tslab.overlay.setRoot(root, existsSync(library) ? library : undefined);
  const created = { converter: tslab.createConverter(), modules: new Map<string, LocalModule>() };
  warm.set(root, created);
  return created;
}

function keepModules(root: string, result: TslabResult, modules: Map<string, LocalModule>): void {
  for (const { path: file, data } of result.sideOutputs ?? []) {
    modules.set(file, { path: file, source: sourceOf(root, file), ...splitMaps(data) });
  }
}

function sourceOf(root: string, file: string): string {
  const stem = file.replace(/\.js$/, "");
  const source = [".ts", ".tsx", ".js"].map((ending) => stem + ending).find((name) => existsSync(name)) ?? file;
  return path.relative(root, source).replaceAll("\\", "/");
}

function newModules(modules: ReadonlyMap<string, LocalModule>, given: Map<string, LocalModule>): LocalModule[] {
  const fresh = [...modules.values()].filter((module) => given.get(module.path) !== module);
  for (const module of fresh) given.set(module.path, module);
  return fresh;
}

function toDiagnostic(found: TslabResult["diagnostics"][number]): CellDiagnostic {
  return {
    ...(found.fileName === undefined ? {} : { file: found.fileName }),
    line: found.start.line + 1,
    column: found.start.character + 1,
    endLine: found.end.line + 1,
    endColumn: found.end.character + 1,
    message: found.messageText,
    code: found.code,
  };
}

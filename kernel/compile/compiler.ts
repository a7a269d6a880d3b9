import path from "node:path";
import type { CellDiagnostic, CompiledCell, GoodCell, LocalModule } from "./cell";
import { readCellSyntax } from "./cell-syntax";
import { CHECKPOINTS } from "./checkpoints";
import { describeCompletion, type Completion } from "./completions";
import { listOffsets, toInspection, type Inspection } from "./inspection";
import { removeDeclarations } from "./remove-declarations";
import { CANNOT_FIND_MODULE, compileService } from "./service";
import { loadTslab, type TslabConverter, type TslabResult } from "./tslab";
import { splitMaps } from "./typescript";

interface CellCompiler {
  /**
   * Compiles the next cell, type-checked against what the cells before it declared. A cell that compiles counts as run:
   * its declarations are there for the next one until `forget` is called.
   */
  compile(id: string, code: string): CompiledCell;
  /** Takes back the declarations of the cell compiled last, as the kernel does when a cell fails while it runs. */
  forget(): void;
  /** Ends this compiler. The TypeScript service behind it stays loaded for the next compiler of the same root. */
  close(): void;
}

type QuickInfo = ReturnType<TslabConverter["inspect"]>;

interface CompilerOptions {
  /** Files are not edited between two cells: they are looked at once. Default: before each cell. */
  readonly filesStay?: boolean;
}

/**
 * A compiler of one notebook's cells (or one submission's), in order.
 *
 * @param root absolute path of the project; relative imports in cells start there, wherever the notebook is
 * @throws Error if tslab is not installed
 */
export function createCellCompiler(root: string, options?: CompilerOptions): CellCompiler {
  const compiler = createStatelessCompiler(root, options);
  const declared = createDeclarations();
  return {
    compile: (id, code) => {
      const { cell, declarations } = compiler.compile({ id, code, declarations: declared.getCurrent() });
      declared.follow(declarations);
      return cell;
    },
    forget: declared.forget,
    close: compiler.close,
  };
}

/** The declarations of the cells compiled so far, in TypeScript. */
interface Declarations {
  getCurrent(): string;
  /** Sets the declarations after one more cell. */
  follow(declarations: string): void;
  /** Goes back to the declarations before the last cell. */
  forget(): void;
}

export function createDeclarations(): Declarations {
  let current = "";
  let before = "";
  return {
    getCurrent: () => current,
    follow: (declarations) => {
      before = current;
      current = declarations;
    },
    forget: () => {
      current = before;
    },
  };
}

/** A cell, and the declarations of the cells before it. */
export interface CellWithDeclarations {
  readonly id: string;
  readonly code: string;
  readonly declarations: string;
  /** Names that leave unless the cell declares them: those that it declared when it ran before. */
  readonly owned?: readonly string[];
  /** Names that leave before the cell is compiled: those of deleted cells. */
  readonly orphans?: readonly string[];
}

/** An offset in a cell that is being written, and the declarations of the cells before it. */
export interface CellPosition {
  readonly code: string;
  readonly offset: number;
  readonly declarations: string;
}

/**
 * A compiler that gets the declarations of the earlier cells with each cell. Its only state is which local files it has
 * handed out.
 */
interface StatelessCompiler {
  /** Returns the compiled cell, and the declarations after it: the same as before, if it does not compile. */
  compile(cell: CellWithDeclarations): { readonly cell: CompiledCell; readonly declarations: string };
  /** Completions at an offset of a cell that is being written, and the range that they replace. */
  complete(position: CellPosition): Completion;
  /** The name at an offset, or the function that is called there; undefined if there is neither. */
  inspect(position: CellPosition): Inspection | undefined;
  close(): void;
}

/**
 * @param root as for `createCellCompiler`
 * @throws Error if tslab is not installed
 */
export function createStatelessCompiler(root: string, { filesStay = false }: CompilerOptions = {}): StatelessCompiler {
  const service = compileService(path.resolve(root));
  if (filesStay) service.lookForEdits();
  const known = new Map<string, LocalModule>();
  return {
    compile: ({ id, code, declarations, owned = [], orphans = [] }) => {
      const { ts } = loadTslab();
      const syntax = readCellSyntax(ts, code);
      const names = new Set([...syntax.declared, ...syntax.declaredTypes]);
      const before = removeDeclarations(ts, declarations, [...owned.filter((name) => !names.has(name)), ...orphans]);
      if (!filesStay) service.lookForEdits();
      const result = syntax.problems.length > 0 ? undefined : service.convert(before, syntax.code);
      const diagnostics = result?.diagnostics.map(toDiagnostic) ?? syntax.problems;
      if (result === undefined || diagnostics.length > 0) return { cell: { id, ok: false, diagnostics }, declarations };
      const { js, maps } = splitMaps(result.output ?? "");
      const cell: CompiledCell = {
        id,
        ok: true,
        maps,
        js: js + createBindings(syntax.settable),
        declared: syntax.declared,
        declaredTypes: syntax.declaredTypes,
        awaits: syntax.awaits,
        ...findExports(code),
        ...(result.lastExpressionVar === undefined ? {} : { lastExpression: result.lastExpressionVar }),
        modules: collectNewModules(service.modules, known),
      };
      return { cell, declarations: result.declOutput ?? "" };
    },
    complete: ({ code, offset, declarations }) => {
      const { ts, overlay } = loadTslab();
      const found = service.complete(declarations, readCellSyntax(ts, code).code, offset);
      const requested = overlay.getRequest();
      return requested === undefined ? { ...found, items: [] } : describeCompletion(ts, found, requested);
    },
    inspect: ({ code, offset, declarations }) => {
      const { ts } = loadTslab();
      const { code: cell } = readCellSyntax(ts, code);
      for (const place of listOffsets(ts, cell, offset)) {
        const info = service.inspect(declarations, cell, place) as QuickInfo | undefined;
        if (info?.displayParts?.length) return toInspection(info);
      }
      return undefined;
    },
    close: () => {
      known.clear();
    },
  };
}

/**
 * Code at the end of a cell that shares its variables by reference. tslab shares copies: a function that a cell defines
 * would not see an assignment in a later cell.
 */
function createBindings(names: readonly string[]): string {
  if (names.length === 0) return "";
  const each = names.map((name) => `${name}: { get: () => ${name}, set: ($value$) => { ${name} = $value$; } }`);
  return `\n${CHECKPOINTS}.bind({ ${each.join(", ")} });\n`;
}

function collectNewModules(modules: ReadonlyMap<string, LocalModule>, known: Map<string, LocalModule>): LocalModule[] {
  const fresh = [...modules.values()].filter((module) => known.get(module.path) !== module);
  for (const module of fresh) known.set(module.path, module);
  return fresh;
}

function toDiagnostic(found: TslabResult["diagnostics"][number]): CellDiagnostic {
  return {
    ...(found.fileName === undefined ? {} : { file: found.fileName }),
    line: found.start.line + 1,
    column: found.start.character + 1,
    endLine: found.end.line + 1,
    endColumn: found.end.character + 1,
    message: found.messageText + explainDiagnostic(found),
    code: found.code,
  };
}

/** An addition to an error message of TypeScript's, where the reason is how notebooks work. */
function explainDiagnostic({ code, messageText }: TslabResult["diagnostics"][number]): string {
  return code === CANNOT_FIND_MODULE && /'\.{1,2}\//.test(messageText)
    ? " Paths start at the project's folder, wherever the notebook is."
    : "";
}

const findExports = (code: string): Pick<GoodCell, "writesExports"> =>
  /\bexports\b/.test(code) ? { writesExports: true } : {};

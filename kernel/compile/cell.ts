import type { IDisplayData, IDisplayUpdate, IError, IExecuteResult, IStream } from "@jupyterlab/nbformat";

/** An output as a notebook file holds it. */
export type Output = IStream | IExecuteResult | IDisplayData | IDisplayUpdate | IError;

/** A local `./src` file that cells import, compiled to CommonJS. */
export interface LocalModule {
  /** Absolute path of the JavaScript that TypeScript would have written beside the source. */
  readonly path: string;
  /** The source's path from the project root, with `/`. */
  readonly source: string;
  readonly js: string;
  /** Source maps as JSON, to apply one after the other. */
  readonly maps: readonly [string, string];
}

/**
 * A message of the TypeScript compiler. Lines and columns count from 1; `end…` is the position after the last
 * character.
 */
export interface CellDiagnostic {
  /** Path from the project root; absent: the cell itself. */
  readonly file?: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly message: string;
  /** TypeScript's error number; 1000 to 1999 are syntax errors. */
  readonly code: number;
}

export interface GoodCell {
  readonly id: string;
  readonly ok: true;
  /** The body of a function of `exports`, `require` and `__labs__`: CommonJS as tslab emits it, with checkpoints. */
  readonly js: string;
  readonly maps: readonly [string, string];
  /** Names of values that the cell declares; later cells see them. */
  readonly declared: readonly string[];
  /** Names of types that the cell declares. */
  readonly declaredTypes?: readonly string[];
  /** The cell awaits at its top level, so that its function is an async one. */
  readonly awaits: boolean;
  /** The cell's own code has the word `exports`, which compiled code puts before the names of other cells. */
  readonly writesExports?: true;
  /** Name under which `js` exports the value of the last expression, if the cell ends in one. */
  readonly lastExpression?: string;
  /** Local files that this compiler has not handed out yet, or that were edited since it did. */
  readonly modules: readonly LocalModule[];
}

interface BadCell {
  readonly id: string;
  readonly ok: false;
  /** Never empty. */
  readonly diagnostics: readonly CellDiagnostic[];
}

export type CompiledCell = GoodCell | BadCell;

/** What went wrong when a cell ran. `line` and `column` are in the cell's own TypeScript, from 1; absent when unknown. */
export interface CellError {
  readonly name: string;
  readonly message: string;
  readonly line?: number;
  readonly column?: number;
  /** Frames in cells and project files only, with TypeScript positions. */
  readonly stack: string;
}

export interface CellResult {
  readonly ok: boolean;
  readonly error?: CellError;
  /** Sentences about possible mistakes in a cell that ran without an error, such as a missing `await`. */
  readonly remarks?: readonly string[];
  readonly outputs: readonly Output[];
}

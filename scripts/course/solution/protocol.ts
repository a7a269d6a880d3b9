import type { IOutput } from "@jupyterlab/nbformat";
import type { CompiledCell } from "../../../kernel/cells";

/** A message to the compiler's process. */
export interface CompileCells {
  /** The number of the solution, which each answer repeats. */
  readonly n: number;
  readonly root: string;
  readonly cells: readonly { readonly id: string; readonly code: string }[];
}

/** The compiler's answer for each cell, in order. */
export interface CellResult {
  readonly n: number;
  readonly cell: CompiledCell;
}

/** The first message to the process that runs a solution; the compiled cells follow one by one. */
export interface RunRequest {
  readonly root: string;
  /** How many cells will come. */
  readonly count: number;
}

/** The process's answer for each cell; it stops after the first cell that failed. */
export interface CellReply {
  readonly id: string;
  readonly outputs: readonly IOutput[];
  readonly failure?: { readonly message: string; readonly line?: number };
}

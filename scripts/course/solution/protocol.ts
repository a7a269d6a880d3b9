import type { IOutput } from "@jupyterlab/nbformat";
import type { CompiledCell } from "../../../kernel/cells";

/** What the compiler's process is told. */
export interface CompileCells {
  /** The number of the solution: what comes back names it. */
  readonly n: number;
  readonly root: string;
  readonly cells: readonly { readonly id: string; readonly code: string }[];
}

/** What it answers for each cell, in order. */
export interface CellCompiled {
  readonly n: number;
  readonly cell: CompiledCell;
}

/** What the process that runs a solution is told first; then it is told the cells, one by one as they are compiled. */
export interface RunRequest {
  readonly root: string;
  /** How many cells will come. */
  readonly count: number;
}

/** What it answers for each cell; after the first that failed it stops. */
export interface CellReply {
  readonly id: string;
  readonly outputs: readonly IOutput[];
  readonly failure?: { readonly message: string; readonly line?: number };
}

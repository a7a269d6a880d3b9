import type { IOutput } from "@jupyterlab/nbformat";

/** What the process that runs a solution is told. */
export interface RunRequest {
  readonly root: string;
  readonly cells: readonly { readonly id: string; readonly code: string }[];
}

/** What it answers for each cell; after the first that failed it stops. */
export interface CellReply {
  readonly id: string;
  readonly outputs: readonly IOutput[];
  readonly failure?: { readonly message: string; readonly line?: number };
}

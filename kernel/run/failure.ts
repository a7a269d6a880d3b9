import type { Frame } from "./positions";

/** A thrown value, and how the kernel caught it. */
export interface Failure {
  readonly error: unknown;
  /** `rejected`: the rejection of a promise that was not awaited; `uncaught`: thrown in a timer or a listener. */
  readonly kind: "thrown" | "rejected" | "uncaught";
  /** The cell's `await` that failed, where the error's own stack does not say. */
  readonly awaited?: Frame;
}

/** `remarks`: sentences about possible mistakes in code that ran without an error. */
export type RunOutcome =
  | { readonly ok: true; readonly remarks?: readonly string[] }
  | { readonly ok: false; readonly failure: Failure };

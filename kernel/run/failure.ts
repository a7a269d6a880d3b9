import type { Frame } from "./positions";

/** What was thrown, and how it came to us. */
export interface Failure {
  readonly error: unknown;
  /** `rejected`: of a promise that nothing awaited; `uncaught`: in a timer or a listener. */
  readonly kind: "thrown" | "rejected" | "uncaught";
  /** The cell's `await` that failed, where the error's own stack does not say. */
  readonly awaited?: Frame;
}

/** `remarks`: sentences on what the code did that may not be meant. */
export type RunOutcome =
  | { readonly ok: true; readonly remarks?: readonly string[] }
  | { readonly ok: false; readonly failure: Failure };

/** Thrown into a cell that was interrupted. */
export class InterruptedError extends Error {
  override readonly name = "Interrupted";

  constructor() {
    super("The cell was stopped.");
  }
}

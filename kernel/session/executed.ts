/** Where code in cells finds what was run, oldest first: a check can tell the notebook on disk from what ran. */
const EXECUTED = Symbol.for("labs.executed");

export interface ExecutedCell {
  readonly cellId?: string;
  readonly code: string;
}

/** @returns notes a cell, before it runs */
export function recordExecuted(): (cell: ExecutedCell) => void {
  const executed: ExecutedCell[] = [];
  Object.defineProperty(globalThis, EXECUTED, { value: executed });
  return (cell) => {
    executed.push(cell);
  };
}

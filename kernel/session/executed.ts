/**
 * The global under which code in cells finds the cells that were run, oldest first: a check can compare them with the
 * notebook on disk.
 */
const EXECUTED = Symbol.for("labs.executed");

interface ExecutedCell {
  readonly cellId?: string;
  readonly code: string;
  /** When it began, in ms since 1970. */
  readonly at: number;
}

/** @returns a function that notes a cell before it runs */
export function recordExecuted(): (cell: Omit<ExecutedCell, "at">) => void {
  const executed: ExecutedCell[] = [];
  Object.defineProperty(globalThis, EXECUTED, { value: executed });
  return (cell) => {
    executed.push({ ...cell, at: Date.now() });
  };
}

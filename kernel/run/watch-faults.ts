import { Interrupted } from "./interrupted";
import type { RunningCell } from "./running-cells";

export interface Fault { readonly error: unknown; readonly promise?: Promise<unknown> }

export interface Faults {
  /** Takes the faults noted for a run that has just ended; from now on its faults are told at once. */
  of(cell: RunningCell): Fault[];
}

/**
 * Catches what nobody else caught: rejected promises that are not awaited, and exceptions in timers and listeners. While a cell
 * runs its faults are held, since a promise may be awaited later than it fails; afterwards they go to the cell's sink.
 *
 * @param newest the run started last; `current` the one that has not ended
 */
export function watchFaults(newest: () => RunningCell | undefined, current: () => RunningCell | undefined): Faults {
  const held = new Map<RunningCell, Fault[]>();

  function note(fault: Fault): void {
    const cell = newest();
    if (fault.error instanceof Interrupted) return;
    if (cell === undefined) {
      process.stderr.write(`fault outside of any cell: ${String(fault.error)}\n`);
    } else if (cell === current()) {
      held.set(cell, [...(held.get(cell) ?? []), fault]);
    } else {
      cell.sink.late(fault.error);
    }
  }

  process.on("unhandledRejection", (error, promise) => { note({ error, promise }); });
  process.on("uncaughtException", (error: unknown) => { note({ error }); });
  process.on("rejectionHandled", (promise) => {
    for (const [cell, faults] of held) held.set(cell, faults.filter((fault) => fault.promise !== promise));
  });
  return {
    of: (cell) => {
      const faults = held.get(cell) ?? [];
      held.delete(cell);
      return faults;
    },
  };
}

import type { Failure } from "./failure";
import { InterruptedError } from "./interrupted";

interface FaultTargets {
  isCellRunning(): boolean;
  /** Ends the running cell, as Node would end a program. */
  endCell(failure: Failure): void;
  /** Reports a failure while no cell runs. */
  handleLateFailure(failure: Failure): void;
}

interface Faults {
  /** Hands over the rejections held while a cell ran. */
  takeRejections(): Failure[];
}

/**
 * Catches the process's uncaught errors: exceptions in timers and listeners, and rejected promises that are not
 * awaited. Rejections are held while a cell runs, since a promise may be awaited after it has failed.
 */
export function watchFaults({ isCellRunning, endCell, handleLateFailure }: FaultTargets): Faults {
  const held = new Map<Promise<unknown>, Failure>();
  process.on("uncaughtException", (error: unknown) => {
    // Work that an interrupted cell left running stops by this error, at its next turn of a loop or `await`.
    if (error instanceof InterruptedError) return;
    const failure: Failure = { error, kind: "uncaught" };
    if (isCellRunning()) endCell(failure);
    else handleLateFailure(failure);
  });
  process.on("unhandledRejection", (error, promise) => {
    if (error instanceof InterruptedError) return;
    const failure: Failure = { error, kind: "rejected" };
    if (isCellRunning()) held.set(promise, failure);
    else handleLateFailure(failure);
  });
  process.on("rejectionHandled", (promise) => {
    held.delete(promise);
  });
  return {
    takeRejections: () => {
      const failures = [...held.values()];
      held.clear();
      return failures;
    },
  };
}

import { types } from "node:util";
import { InterruptedError } from "./interrupted";
import type { Position } from "./positions";

/** The functions that compiled code calls at its checkpoints: see compile/checkpoints.ts. */
export interface Checkpoints {
  /** The number of interrupts so far. */
  now(): number;
  /** Before a turn of a loop that started at `started`. @throws Interrupted if an interrupt came since */
  turn(started: number): void;
  /** After an `await` that started at `started`. @throws Interrupted if an interrupt came since */
  resume<T>(started: number, value: T): T;
  /** The value of a call at the top level of a cell that is not used; `name` is the function that was called. */
  left<T>(value: T, name: string, line: number, column: number): T;
  /** Before an `await` at the top level of a cell, at this place of the intermediate JavaScript. */
  at<T>(value: T, line: number, column: number): T;
}

/** A promise that a call returned and that is not used. */
export interface UnusedPromise {
  readonly name: string;
  readonly position: Position;
}

interface CheckpointListener {
  reached(position: Position): void;
  left(promise: UnusedPromise): void;
  noticed(): void;
}

/**
 * Checkpoints of one cell or file.
 *
 * @param interrupts its first element is the number of interrupts; another thread may count while this one is busy
 * @param listener       `reached`: called with the place of each top-level `await`, once its operand has been evaluated;
 *                   `left`: with each promise that is not used; `noticed`: just before code stops by itself
 */
export function createCheckpoints(interrupts: Int32Array<ArrayBufferLike>, listener: CheckpointListener): Checkpoints {
  const now = (): number => Atomics.load(interrupts, 0);
  const turn = (started: number): void => {
    if (now() === started) return;
    listener.noticed();
    throw new InterruptedError();
  };
  return {
    now,
    turn,
    resume: (started, value) => {
      turn(started);
      return value;
    },
    left: (value, ...[name, line, column]) => {
      if (types.isPromise(value)) listener.left({ name, position: { line, column } });
      return value;
    },
    at: (value, line, column) => {
      listener.reached({ line, column });
      return value;
    },
  };
}

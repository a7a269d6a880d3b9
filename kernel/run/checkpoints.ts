import { types } from "node:util";
import { Interrupted } from "./interrupted";
import type { Position } from "./positions";

/** What compiled code calls at its checkpoints: see compile/checkpoints.ts. */
export interface Checkpoints {
  /** The number of interrupts so far. */
  now(): number;
  /** Before a turn of a loop that started at `started`. @throws Interrupted if one came since */
  turn(started: number): void;
  /** After an `await` that started at `started`. @throws Interrupted if an interrupt came since */
  resume<T>(started: number, value: T): T;
  /** The value of a call that nothing at the top level of a cell takes; `name` is what was called. */
  left<T>(value: T, name: string, line: number, column: number): T;
  /** Before an `await` at the top level of a cell, at this place of the intermediate JavaScript. */
  at<T>(value: T, line: number, column: number): T;
}

/** A promise that a call made and nothing takes. */
export interface LeftPromise {
  readonly name: string;
  readonly place: Position;
}

export interface CheckpointListener {
  reached(place: Position): void;
  left(promise: LeftPromise): void;
  noticed(): void;
}

/**
 * Checkpoints of one cell or file.
 *
 * @param interrupts how many there were, in its first element; another thread may count while this one is busy
 * @param told       `reached`: each place of a top-level `await`, once what it waits for has been evaluated; `left`: each promise that
 *                   nothing takes; `noticed`: that code stops by itself, just before it does
 */
export function createCheckpoints(interrupts: Int32Array<ArrayBufferLike>, told: CheckpointListener): Checkpoints {
  const now = (): number => Atomics.load(interrupts, 0);
  const turn = (started: number): void => {
    if (now() === started) return;
    told.noticed();
    throw new Interrupted();
  };
  return {
    now,
    turn,
    resume: (started, value) => {
      turn(started);
      return value;
    },
    left: (value, ...[name, line, column]) => {
      if (types.isPromise(value)) told.left({ name, place: { line, column } });
      return value;
    },
    at: (value, line, column) => {
      told.reached({ line, column });
      return value;
    },
  };
}

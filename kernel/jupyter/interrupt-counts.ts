/** Interrupts as both threads see them, though the one that runs cells may be too busy to read a message. */
export interface InterruptCounts {
  /** In its first element, how many there were. */
  readonly asked: Int32Array<ArrayBufferLike>;
  /** Counts one more. */
  ask(): void;
  /** Notes that the thread of the cells has dealt with all so far. */
  settle(): void;
  /** There is one that the thread of the cells has not dealt with. */
  pending(): boolean;
}

export const COUNTS_BYTES = 8;

export function interruptCounts(buffer: SharedArrayBuffer): InterruptCounts {
  const asked = new Int32Array(buffer, 0, 1);
  const settled = new Int32Array(buffer, 4, 1);
  return {
    asked,
    ask: () => { Atomics.add(asked, 0, 1); },
    settle: () => { Atomics.store(settled, 0, Atomics.load(asked, 0)); },
    pending: () => Atomics.load(asked, 0) !== Atomics.load(settled, 0),
  };
}

/** Interrupts as both threads see them, though the one that runs cells may be too busy to read a message. */
export interface InterruptCounts {
  /** In its first element, how many there were. */
  readonly asked: Int32Array<ArrayBufferLike>;
  /** Counts one more. @returns its number */
  ask(): number;
  /** Notes that the thread of the cells has dealt with all so far. */
  settle(): void;
  /** Notes that code stops by itself because of all so far. What follows is the kernel's own work, not to be killed. */
  notice(): void;
  /** The number of the last one for which code stops, or has stopped, by itself. */
  noticed(): number;
  /** Does work of the kernel's own on the thread of the cells, such as compiling, which must not be killed half-way. */
  unharmed<T>(work: () => T): T;
  /** The thread of the cells is at such work. */
  mustNotKill(): boolean;
  /** The number of the last one that the thread of the cells has dealt with. */
  settled(): number;
}

export const COUNTS_BYTES = 16;

export function interruptCounts(buffer: SharedArrayBuffer): InterruptCounts {
  const asked = new Int32Array(buffer, 0, 1);
  const settled = new Int32Array(buffer, 4, 1);
  const ownWork = new Int32Array(buffer, 8, 1);
  const noticed = new Int32Array(buffer, 12, 1);
  return {
    asked,
    ask: () => Atomics.add(asked, 0, 1) + 1,
    settle: () => {
      Atomics.store(settled, 0, Atomics.load(asked, 0));
    },
    notice: () => {
      Atomics.store(noticed, 0, Atomics.load(asked, 0));
    },
    noticed: () => Atomics.load(noticed, 0),
    unharmed: (work) => {
      Atomics.add(ownWork, 0, 1);
      try {
        return work();
      } finally {
        Atomics.sub(ownWork, 0, 1);
      }
    },
    mustNotKill: () => Atomics.load(ownWork, 0) > 0,
    settled: () => Atomics.load(settled, 0),
  };
}

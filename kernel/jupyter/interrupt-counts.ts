/**
 * Counts of interrupts in memory that both threads share: the thread that runs cells may be too busy to read a message.
 */
export interface InterruptCounts {
  /** Its first element is the number of interrupts so far. */
  readonly asked: Int32Array<ArrayBufferLike>;
  /** Counts one more interrupt. @returns its number */
  ask(): number;
  /** Notes that the cells' thread has dealt with all interrupts so far. */
  settle(): void;
  /**
   * Notes that the cell's code stops by itself because of the interrupts so far. The kernel's own work follows, which
   * must not be killed.
   */
  notice(): void;
  /** The number of the last interrupt for which the cell's code stops, or has stopped, by itself. */
  noticed(): number;
  /** Does the kernel's own work on the cells' thread, such as compiling, which must not be killed half-way. */
  unharmed<T>(work: () => T): T;
  /** Whether the cells' thread does such work at the moment. */
  mustNotKill(): boolean;
  /** The number of the last interrupt that the cells' thread has dealt with. */
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

/**
 * Counts of interrupts in memory that both threads share: the thread that runs cells may be too busy to read a message.
 */
export interface InterruptCounts {
  /** Its first element is the number of interrupts so far. */
  readonly requested: Int32Array<ArrayBufferLike>;
  /** Counts one more interrupt. @returns its number */
  ask(): number;
  /** Notes that the cells' thread has dealt with all interrupts so far. */
  settle(): void;
  /**
   * Notes that the cell's code stops by itself because of the interrupts so far. The kernel's own work follows, which
   * must not be killed.
   */
  noteInterrupt(): void;
  /** The number of the last interrupt that the cell's code stops for, or has stopped for, by itself. */
  getNoticed(): number;
  /** Does the kernel's own work on the cells' thread, such as compiling, which must not be killed half-way. */
  runUnharmed<T>(work: () => T): T;
  /** Whether the cells' thread does such work at the moment. */
  isProtected(): boolean;
  /** The number of the last interrupt that the cells' thread has dealt with. */
  getSettled(): number;
}

export const COUNTS_BYTES = 16;

export function interruptCounts(buffer: SharedArrayBuffer): InterruptCounts {
  const request = new Int32Array(buffer, 0, 1);
  const settled = new Int32Array(buffer, 4, 1);
  const ownWork = new Int32Array(buffer, 8, 1);
  const noticed = new Int32Array(buffer, 12, 1);
  return {
    requested: request,
    ask: () => Atomics.add(request, 0, 1) + 1,
    settle: () => {
      Atomics.store(settled, 0, Atomics.load(request, 0));
    },
    noteInterrupt: () => {
      Atomics.store(noticed, 0, Atomics.load(request, 0));
    },
    getNoticed: () => Atomics.load(noticed, 0),
    runUnharmed: (work) => {
      Atomics.add(ownWork, 0, 1);
      try {
        return work();
      } finally {
        Atomics.sub(ownWork, 0, 1);
      }
    },
    isProtected: () => Atomics.load(ownWork, 0) > 0,
    getSettled: () => Atomics.load(settled, 0),
  };
}

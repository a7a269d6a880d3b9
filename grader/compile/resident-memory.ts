/** The memory of this process, as it is told to who replaces a process that has grown. */
export interface ResidentMemory {
  /** @param isWarm TypeScript has read the types that all cells share @returns bytes, without the garbage of many requests */
  told(isWarm: boolean): number;
}

/**
 * Watches the memory of this process, which must run with `--expose-gc`. Most of what a compiler grows by is garbage: Node collects it when the
 * heap is nearly full, later than who watches the process has patience. To collect takes less than a second; a new process reads all
 * types anew, which takes ten.
 *
 * @param mostGrowthBytes growth by which the process would be replaced; collected is at each half of it
 */
export function createResidentMemory(mostGrowthBytes: number): ResidentMemory {
  let collectedBytes: number | undefined;
  return {
    told(isWarm) {
      const bytes = process.memoryUsage.rss();
      if (collectedBytes === undefined) {
        if (isWarm) collectedBytes = bytes;
        return bytes;
      }
      if (bytes - collectedBytes <= mostGrowthBytes / 2) return bytes;
      // A second time: only then are the pages given back that the first one has emptied.
      globalThis.gc?.();
      globalThis.gc?.();
      collectedBytes = process.memoryUsage.rss();
      return collectedBytes;
    },
  };
}

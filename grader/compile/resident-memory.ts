/** The memory of this process, as reported to the parent process, which replaces one that has grown. */
interface ResidentMemory {
  /** @param isWarm TypeScript has read the types that all cells share @returns bytes, without the garbage of many requests */
  measureBytes(isWarm: boolean): number;
}

/** The memory of a process just after its garbage was collected, in bytes. */
interface MemoryAfterCollection {
  readonly residentBytes: number;
  /** Without the heap that V8 keeps empty for later: V8 of Node 24 gives none of that back to the system. */
  readonly usedBytes: number;
}

/**
 * Watches the memory of this process, which must run with `--expose-gc`. Most of a compiler's growth is garbage. Node collects it only when the
 * heap is nearly full, and before that the parent would replace the process. Collecting takes less than a second; a new process reads all types
 * again, which takes ten.
 *
 * @param maxGrowthBytes growth that causes the process to be replaced; garbage is collected at each half of it
 */
export function createResidentMemory(maxGrowthBytes: number): ResidentMemory {
  let collected: MemoryAfterCollection | undefined;
  return {
    measureBytes(isWarm) {
      const residentBytes = process.memoryUsage.rss();
      if (collected === undefined) {
        if (isWarm) collected = { residentBytes, usedBytes: residentBytes };
        return residentBytes;
      }
      const growth = residentBytes - collected.residentBytes;
      if (growth <= maxGrowthBytes / 2) return collected.usedBytes + growth;
      // A second collection returns the pages that the first one has emptied.
      globalThis.gc?.();
      globalThis.gc?.();
      const { rss, heapTotal, heapUsed } = process.memoryUsage();
      collected = { residentBytes: rss, usedBytes: rss - (heapTotal - heapUsed) };
      return collected.usedBytes;
    },
  };
}

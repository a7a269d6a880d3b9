/** The memory of this process, as reported to the parent process, which replaces one that has grown. */
export interface ResidentMemory {
  /** @param isWarm TypeScript has read the types that all cells share @returns bytes, without the garbage of many requests */
  told(isWarm: boolean): number;
}

/**
 * Watches the memory of this process, which must run with `--expose-gc`. Most of a compiler's growth is garbage. Node collects it only when the
 * heap is nearly full, and before that the parent would replace the process. Collecting takes less than a second; a new process reads all types
 * anew, which takes ten.
 *
 * @param mostGrowthBytes growth by which the process would be replaced; garbage is collected at each half of it
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
      // A second collection returns the pages that the first one has emptied.
      globalThis.gc?.();
      globalThis.gc?.();
      collectedBytes = process.memoryUsage.rss();
      return collectedBytes;
    },
  };
}

import { readFileSync } from "node:fs";
import { freemem } from "node:os";

/** The memory of Flink's three processes with some jobs, and a little reserve. */
export const NEEDED_MIB = 1_200;

/**
 * How much memory is available to programs, in MiB. On Linux this includes reclaimable caches; elsewhere only unused
 * memory is known.
 */
function measureFreeMiB(): number {
  const kB =
    process.platform === "linux"
      ? /^MemAvailable:\s+(\d+) kB$/m.exec(readFileSync("/proc/meminfo", "utf8"))?.[1]
      : undefined;
  return Math.floor(kB === undefined ? freemem() / 1024 ** 2 : Number(kB) / 1024);
}

/**
 * Why Flink should not be started now; undefined if there is room. Always undefined on systems other than Linux, which
 * can free more memory than they report.
 */
export function findMemoryProblem(
  free: number = measureFreeMiB(),
  platform: NodeJS.Platform = process.platform,
): string | undefined {
  if (platform !== "linux" || free >= NEEDED_MIB) return undefined;
  return `Flink needs ${NEEDED_MIB} MB of memory, and only ${free} MB are free. Close some programs (a browser, other notebooks' kernels), and try again.`;
}

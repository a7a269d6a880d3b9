import { readFileSync } from "node:fs";
import { freemem } from "node:os";

/** What the three processes of Flink take together with some jobs in them, and a little room beside. */
export const NEEDED_MIB = 1_200;

/** How much memory programs can still have, in MiB. Linux counts what it can take back from caches; elsewhere only unused memory is known. */
export function freeMiB(): number {
  const kB =
    process.platform === "linux"
      ? /^MemAvailable:\s+(\d+) kB$/m.exec(readFileSync("/proc/meminfo", "utf8"))?.[1]
      : undefined;
  return Math.floor(kB === undefined ? freemem() / 1024 ** 2 : Number(kB) / 1024);
}

/** Why Flink should not be started now; undefined if there is room. Elsewhere than on Linux the system can make room that it does not tell of. */
export function memoryProblem(
  free: number = freeMiB(),
  platform: NodeJS.Platform = process.platform,
): string | undefined {
  if (platform !== "linux" || free >= NEEDED_MIB) return undefined;
  return `Flink needs ${NEEDED_MIB} MB of memory, and only ${free} MB are free. Close some programs (a browser, other notebooks' kernels), and try again.`;
}

// Fills the disk of a run's cloud, first with bytes and then with empty files, and prints how far it came, and which disks later runs get.
import { closeSync, openSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { openGradingCloud } from "../run/grading-cloud";
import { DEFAULT_LIMITS } from "../sandbox/limits";

export interface DiskFill {
  readonly folder: string;
  /** The code of the error that ended it. */
  readonly code: string;
  readonly miB: number;
  /** The same for empty files. */
  readonly files: string;
  /** Whether the next run got the disk, after one that filled it, one that left a file open, and one that did neither. */
  readonly isReused: readonly boolean[];
}

const MIB = Buffer.alloc(1024 * 1024);
const CLOUD_MIB = 4;
const limits = { ...DEFAULT_LIMITS, cloudMiB: CLOUD_MIB };
const openRun = async () => {
  const cloud = await openGradingCloud({ seed: 1, sandbox: { confine: () => undefined, limits } });
  // Functions and instances write to the same folder.
  return { cloud, folder: dirname(cloud.socket) };
};
const { cloud, folder } = await openRun();
const bytes = fill(MIB, CLOUD_MIB * 4);
for (let n = 0; n <= bytes.count; n += 1) rmSync(join(folder, String(n)), { force: true });
const files = fill(Buffer.alloc(0), CLOUD_MIB * 4096);
await cloud.stop();
const disks = [dirname(folder)];
for (const leavesOpen of [true, false, false]) {
  const run = await openRun();
  disks.push(dirname(run.folder));
  const open = openSync(join(run.folder, "open"), "w");
  if (!leavesOpen) closeSync(open);
  await run.cloud.stop();
}
const isReused = disks.slice(1).map((disk, n) => disk === disks[n]);
const filled: DiskFill = { folder, code: bytes.code, miB: bytes.count, files: files.code, isReused };
process.stdout.write(JSON.stringify(filled));

function fill(content: Buffer, max: number): { count: number; code: string } {
  for (let count = 0; count < max; count += 1)
    try {
      writeFileSync(join(folder, String(count)), content);
    } catch (error) {
      return { count, code: error instanceof Error && "code" in error ? String(error.code) : String(error) };
    }
  return { count: max, code: "none" };
}

// Fills the disk of a run's cloud, first with bytes and then with empty files, and prints how far it came.
import { rmSync, writeFileSync } from "node:fs";
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
}

const MIB = Buffer.alloc(1024 * 1024);
const CLOUD_MIB = 4;
const limits = { ...DEFAULT_LIMITS, cloudMiB: CLOUD_MIB };
const cloud = await openGradingCloud({ seed: 1, sandbox: { confine: () => undefined, limits } });
// Functions and instances write to the same folder.
const folder = dirname(cloud.socket ?? "");
const bytes = fill(MIB, CLOUD_MIB * 4);
for (let n = 0; n <= bytes.count; n += 1) rmSync(join(folder, String(n)), { force: true });
const files = fill(Buffer.alloc(0), CLOUD_MIB * 4096);
await cloud.stop();
const filled: DiskFill = { folder, code: bytes.code, miB: bytes.count, files: files.code };
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

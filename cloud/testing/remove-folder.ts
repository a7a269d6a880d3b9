import { rmSync } from "node:fs";

/** Removes a folder of temporary files. A process that a test left behind may still write there: what it keeps is removed by the next run. */
export function removeFolder(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  } catch {
    // A process still writes there.
  }
}

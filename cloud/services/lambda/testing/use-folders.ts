import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Gives each start of a suite's cloud a data folder of its own, and removes all of them after the suite. */
export function useFolders() {
  const folder = mkdtempSync(join(tmpdir(), "lambda-"));
  after(() => rmSync(folder, { recursive: true, force: true }));
  let count = 0;
  const latest = (): string => join(folder, String(count));
  return {
    /** For `useCloud`. */
    options: {
      get data() {
        count += 1;
        return latest();
      },
    },
    /** The data folder of the cloud that was started last. */
    latest,
  };
}

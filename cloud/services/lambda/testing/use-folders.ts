import { join } from "node:path";
import { temporaryFolder } from "../../../../test/temporary-folder";

/** Gives each start of a suite's cloud a data folder of its own. */
export function useFolders() {
  const folder = temporaryFolder();
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

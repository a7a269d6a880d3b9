import { join } from "node:path";
import { createTemporaryFolder } from "../../../testing/temporary-folder";

/** Gives each start of a suite's cloud a data folder of its own. */
export function useFolders() {
  const folder = createTemporaryFolder();
  let count = 0;
  const getLatestPath = (): string => join(folder, String(count));
  return {
    /** For `useCloud`. */
    options: {
      get data() {
        count += 1;
        return getLatestPath();
      },
    },
    /** The data folder of the cloud that was started last. */
    getLatestPath,
  };
}

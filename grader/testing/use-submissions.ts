import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { useEmptyFolder } from "../../cloud/testing/temporary-folder";
import { findClass } from "../submission/find-submissions";
import type { SubmittedPaths } from "../submission/submission";
import { readSubmission } from "../submission/read-submission";

export const LAB = { notebook: "notebooks/01-lab.ipynb", scripts: ["src/etl/consumer.ts"] };

/** A folder with submissions, which each test finds empty. */
export function useSubmissions(lab: SubmittedPaths = LAB) {
  const root = useEmptyFolder();
  return {
    root,
    write: async (path: string, data: string | Uint8Array = "{}"): Promise<string> => {
      await mkdir(dirname(join(root, path)), { recursive: true });
      await writeFile(join(root, path), data);
      return join(root, path);
    },
    find: async (...paths: string[]) => {
      const { found } = await findClass(
        paths.map((path) => join(root, path)),
        lab,
      );
      return Promise.all(found.map((submission) => readSubmission(submission, lab)));
    },
  };
}

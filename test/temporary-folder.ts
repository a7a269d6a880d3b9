import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const folders: string[] = [];

// A hook of the root suite, so that the clouds and processes of all suites, which may still write, have ended.
after(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
});

/** A new, empty folder, which is removed after all tests. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "labs-test-"));
  folders.push(folder);
  return folder;
}

/** A folder for a suite's tests, which each of them finds empty. Asked for before what writes into it is started, as by `useCloud`. */
export function useEmptyFolder(): string {
  const folder = temporaryFolder();
  beforeEach(() => {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder);
  });
  return folder;
}

import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { removeFolder } from "./remove-folder";

/** The folders that the running test has made; undefined while no test runs. */
let testFolders: string[] | undefined;
const others: string[] = [];

// Hooks of the root suite: its `afterEach` runs after those of all suites, which stop clouds and processes that may still write.
beforeEach(() => void (testFolders = []));
afterEach(() => {
  testFolders?.forEach(removeFolder);
  testFolders = undefined;
});
after(() => others.forEach(removeFolder));

/** A new, empty folder, which is removed after the test that asks for it, or after the suite. */
export function createTemporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "labs-test-"));
  if (testFolders !== undefined) {
    testFolders.push(folder);
    return folder;
  }
  others.push(folder);
  // A hook that is added while the suite runs comes after all that the suite declares.
  before(function () {
    this.test?.parent?.afterAll(() => removeFolder(folder));
  });
  return folder;
}

/** A folder for a suite's tests, empty for each of them. Call this before anything that writes into it, such as `useCloud`. */
export function useEmptyFolder(): string {
  const folder = createTemporaryFolder();
  beforeEach(() => {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder);
  });
  return folder;
}

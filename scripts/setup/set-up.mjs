import { join } from "node:path";
import { findHubProblem, installHub } from "./hub.mjs";
import { runWithLock } from "./lock.mjs";
import { installPackages, findPackagesProblem } from "./packages.mjs";
import { findPython } from "./python.mjs";
import { runInterruptibly } from "./run-logged.mjs";
import { installVenv, findVenvProblem } from "./venv.mjs";

/**
 * Installs everything that the labs need into the project's folder: npm packages and the Python environment. Installs
 * only what is missing, changed or half-finished.
 *
 * @param {string} root the project's folder
 * @param {string} again the command to name when something fails
 * @returns {Promise<boolean>} whether anything was installed
 * @throws {import("./failure.mjs").SetupFailure} with one line that says what to do
 */
export async function setUp(root, again) {
  if (!findPackagesProblem(root) && !findVenvProblem(root) && !findHubProblem(root)) return false;
  return runWithLock(
    join(root, ".labs", "install.lock"),
    () => runInterruptibly(installMissing, again),
    (pid) => console.log(`Another installation is running here (process ${pid}); waiting for it …`),
  );

  async function installMissing() {
    const packages = findPackagesProblem(root);
    const venv = findVenvProblem(root);
    // Searched first, so that a missing Python is reported before the long install.
    const python = venv ? findPython() : undefined;
    if (packages) console.log(`npm packages: ${packages}.`);
    if (venv) console.log(`Python environment: ${venv}.`);
    // In parallel, since each waits for the network and the disk most of the time. A failure is reported after both have ended.
    const done = await Promise.allSettled([
      packages && installPackages(root, again),
      venv && python && installVenv(root, python, again),
    ]);
    for (const item of done) if (item.status === "rejected") throw item.reason;
    const hub = findHubProblem(root);
    if (hub) console.log(`Python environment: ${hub}.`);
    if (hub) await installHub(root, again);
    return Boolean(packages ?? venv ?? hub);
  }
}

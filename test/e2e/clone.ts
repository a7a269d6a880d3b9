import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { findPackagesProblem } from "../../scripts/setup/packages.mjs";
import { LONG } from "../../cloud/testing/skip";

/** The project that is under test. */
const project = resolve(".");

let shared: string | undefined;

/**
 * The clone's name has spaces and letters of several languages, as learners' folders have: `C:\\Users\\Zoë\\Meine
 * Kurse`.
 */
const NAME = "labs clone für Zoë 漢字-";

/**
 * Makes a folder like a fresh clone: nothing is installed, nothing generated at run time. Edited and added files that
 * are not committed are included, so that the tests see a developer's present work.
 */
export function createFreshClone(): string {
  return copyProject(realpathSync(mkdtempSync(join(tmpdir(), NAME))));
}

function copyProject(folder: string): string {
  const known = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], {
    cwd: project,
    encoding: "utf8",
    maxBuffer: 2 ** 26,
  }).split("\0");
  for (const path of known) {
    if (path === "" || !existsSync(join(project, path))) continue;
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    cpSync(join(project, path), join(folder, path));
  }
  return folder;
}

/**
 * The clone that the suites of this folder share: installed once, by the real installer, apart from npm packages, see `givePackages`.
 * E2E_CLONE names a folder that is kept, so that developers of these suites don't have to wait for an install each time.
 */
export function getSharedClone(): string {
  const lasting = process.env["E2E_CLONE"];
  if (lasting !== undefined) shared ??= copyProject(emptyFolder(lasting));
  if (shared === undefined) {
    const freshClone = createFreshClone();
    process.on("exit", () => rmSync(freshClone, { recursive: true, force: true, maxRetries: 3 }));
    shared = freshClone;
  }
  return shared;
}

function emptyFolder(folder: string): string {
  mkdirSync(folder, { recursive: true });
  const installed = ["node_modules", ".venv"];
  for (const name of readdirSync(folder))
    if (!installed.includes(name)) rmSync(join(folder, name), { recursive: true });
  return realpathSync(folder);
}

/**
 * Copies this project's npm packages into a clone, if they are those of the lock file: `npm test` has installed them here as it would in a
 * fresh clone, and installing them again takes 15 s of processor time. In a long run the clone installs its own.
 */
export function givePackages(clone: string): void {
  const clonedModules = join(clone, "node_modules");
  if (LONG || existsSync(clonedModules) || findPackagesProblem(project) !== undefined) return;
  // Copied, not linked: a clone's files must be its own.
  cpSync(join(project, "node_modules"), clonedModules, {
    recursive: true,
    verbatimSymlinks: true,
    preserveTimestamps: true,
  });
}

/** Installs the shared clone, if no earlier suite has done so, which takes about a minute. */
export function installClone(): string {
  const folder = getSharedClone();
  givePackages(folder);
  const program = `import("./scripts/setup/set-up.mjs").then(({ setUp }) => setUp(process.cwd(), "npm test"))`;
  const { status, stdout, stderr } = spawnSync(process.execPath, ["-e", program], { cwd: folder, encoding: "utf8" });
  if (status !== 0) throw new Error(`The clone could not be installed:\n${stdout}${stderr}`);
  return folder;
}

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { SetupFailure } from "./failure.mjs";
import { describeInstallerFailure } from "./offline.mjs";
import { runLogged } from "./run-logged.mjs";

/**
 * @typedef {{ version?: string, link?: boolean, optional?: boolean, peer?: boolean, os?: string[], cpu?: string[], libc?: string[] }} Locked
 * @typedef {{ packages?: Record<string, Locked> }} Lock
 */

/** npm writes this file last, after all packages. After an interrupted install there is none, or an older one. */
const INSTALLED = join("node_modules", ".package-lock.json");

/**
 * Why the npm packages must be installed.
 *
 * npm's list of installed packages is compared with the lock file, package by package, and each package's folder must exist. An
 * install by hand (`npm ci`, `npm install`) counts, too.
 *
 * @param {string} root the project's folder
 * @returns {string | undefined} the reason in a few words, or undefined if all packages are installed
 */
export function findPackagesProblem(root) {
  if (!existsSync(join(root, "node_modules"))) return "none are installed yet";
  const installed = readLock(join(root, INSTALLED));
  if (installed === undefined) return "an earlier installation was not finished";
  const locked = readLock(join(root, "package-lock.json"));
  if (locked === undefined)
    throw new SetupFailure(
      "package-lock.json is missing or damaged. Restore it (git checkout package-lock.json), then run this again.",
    );

  for (const [path, requested] of Object.entries(locked)) {
    if (!path.startsWith("node_modules/") && !path.includes("/node_modules/")) continue;
    if (!isNeededHere(requested)) continue;
    const name = path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length);
    if (installed[path]?.version !== requested.version)
      return `${name} ${requested.version ?? ""} is required by the lock file`;
    if (!existsSync(join(root, path, "package.json"))) return `${name} is missing`;
  }
  return undefined;
}

/**
 * Installs all npm packages of the lock file, from scratch.
 *
 * @param {string} root the project's folder
 * @param {string} again the command to name when it fails
 * @throws {SetupFailure} when npm cannot do it
 */
export async function installPackages(root, again) {
  const log = join(root, ".labs", "logs", "npm.log");
  const npm = getNpmCommand();
  const { code, output } = await runLogged({
    title: "Installing npm packages",
    command: npm.command,
    args: [...npm.args, "ci", "--include=dev", "--no-fund", "--no-audit", "--fetch-retries=1"],
    cwd: root,
    log,
  });
  if (code === 127)
    throw new SetupFailure(
      "npm was not found. It comes with Node: install Node again from https://nodejs.org, then run this again.",
    );
  if (code !== 0) throw new SetupFailure(describeInstallerFailure({ tool: "npm", output, log, again }));
}

/** The command for npm: if npm has started this process, that npm, run by this Node; otherwise the npm on the PATH. */
export function getNpmCommand() {
  const npmPath = process.env.npm_execpath;
  if (npmPath?.endsWith("npm-cli.js")) return { command: process.execPath, args: [npmPath] };
  return { command: process.platform === "win32" ? "npm.cmd" : "npm", args: [] };
}

/** @param {Locked} requested */
function isNeededHere(requested) {
  if (requested.link) return false;
  const isMatching = (/** @type {string[] | undefined} */ only, /** @type {string} */ here) =>
    only === undefined || only.includes(here);
  if (!isMatching(requested.os, process.platform) || !isMatching(requested.cpu, process.arch)) return false;
  // npm may leave out an optional package, except one that is made for exactly this system.
  return (
    !requested.optional || (requested.os !== undefined && requested.cpu !== undefined && requested.libc === undefined)
  );
}

/**
 * @param {string} file
 * @returns {Record<string, Locked> | undefined}
 */
function readLock(file) {
  try {
    /** @type {Lock} */
    const lock = JSON.parse(readFileSync(file, "utf8"));
    return lock.packages;
  } catch {
    return undefined; // without a list, the packages are installed again
  }
}

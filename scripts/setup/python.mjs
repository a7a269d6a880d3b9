import { spawnSync } from "node:child_process";
import { SetupFailure } from "./failure.mjs";

/**
 * @typedef {{ command: string, args: readonly string[], version: string, venv: boolean }} Python
 *   `version` such as "3.12"; `venv` whether it can make virtual environments
 */

const OLDEST_MINOR = 10;
const PROBE = [
  "import sys, importlib.util as u",
  "print('%d.%d' % sys.version_info[:2], bool(u.find_spec('venv')) and bool(u.find_spec('ensurepip')))",
].join("\n");

/** Commands that may start a Python, the best first. Names with versions help on a system whose `python3` is old. */
const CANDIDATES = [
  ["python3"],
  ["python"],
  ...(process.platform === "win32" ? [["py", "-3"]] : []),
  ...["3.14", "3.13", "3.12", "3.11", "3.10"].map((version) => [`python${version}`]),
];

/**
 * Finds a Python into which JupyterLab can be installed.
 *
 * @param {(command: string, args: readonly string[]) => string | undefined} [run] gives a command's output, or undefined if
 *   it cannot be run
 * @returns {Python}
 * @throws {SetupFailure} if there is no Python, or it is too old or cannot make a virtual environment; tells what to
 * install
 */
export function findPython(run = getPrinted) {
  /** @type {Python[]} */
  const found = [];
  for (const [command = "", ...args] of CANDIDATES) {
    const [version, venv] =
      run(command, [...args, "-c", PROBE])
        ?.trim()
        .split(" ") ?? [];
    if (version === undefined || !/^\d+\.\d+$/.test(version)) continue;
    const python = { command, args, version, venv: venv === "True" };
    if (isNewEnough(version) && python.venv) return python;
    found.push(python);
  }
  const withoutVenv = found.find((python) => isNewEnough(python.version));
  if (withoutVenv)
    throw new SetupFailure(
      `Python ${withoutVenv.version} can't create virtual environments. ${adviseOnVenv(withoutVenv.version)}`,
    );
  const old = found[0];
  const subject = old
    ? `Python ${old.version} is too old: the labs need Python 3.${OLDEST_MINOR} or newer.`
    : `Python 3.${OLDEST_MINOR} or newer was not found.`;
  throw new SetupFailure(`${subject} ${adviseOnPython()}`);
}

/** @param {string} version */
function isNewEnough(version) {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return major === 3 && minor >= OLDEST_MINOR;
}

function adviseOnPython() {
  const by = {
    darwin: "Install it with `brew install python` or from https://www.python.org/downloads/",
    win32: "Install it with `winget install Python.Python.3.13` or from https://www.python.org/downloads/",
    linux:
      "Install it with `sudo apt install python3 python3-venv` (Debian, Ubuntu) or `sudo dnf install python3` (Fedora)",
  };
  return `${by[/** @type {keyof typeof by} */ (process.platform)] ?? "Install it from https://www.python.org/downloads/"}, then run this again.`;
}

/** @param {string} version */
function adviseOnVenv(version) {
  const advice =
    process.platform === "linux"
      ? `Install the missing part with \`sudo apt install python3-venv\` (Debian, Ubuntu; or python${version}-venv)`
      : "Install a complete Python from https://www.python.org/downloads/";
  return `${advice}, then run this again.`;
}

/**
 * @param {string} command
 * @param {readonly string[]} args
 */
function getPrinted(command, args) {
  const { status, stdout } = spawnSync(command, args, {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
    windowsHide: true,
  });
  return status === 0 ? stdout : undefined;
}

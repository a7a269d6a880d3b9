import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { copyFileSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { SetupFailure } from "./failure.mjs";
import { describeInstallerFailure } from "./offline.mjs";
import { runLogged } from "./run-logged.mjs";
import { installByUv } from "./uv.mjs";

/**
 * The folder of a virtual environment's programs.
 * @param {string} root the project's folder
 */
export function getVenvBin(root) {
  return join(root, ".venv", process.platform === "win32" ? "Scripts" : "bin");
}

/**
 * The Python of the project's own virtual environment.
 * @param {string} root the project's folder
 */
export function getVenvPython(root) {
  return join(getVenvBin(root), process.platform === "win32" ? "python.exe" : "python");
}

/**
 * Whether the environment has the AWS CLI.
 *
 * @param {string} root the project's folder
 */
export function hasAwsCli(root) {
  return existsSync(join(getVenvBin(root), process.platform === "win32" ? "aws.cmd" : "aws"));
}

/**
 * Why the Python environment must be created again.
 *
 * @param {string} root the project's folder
 * @returns {string | undefined} the reason in a few words, or undefined if the environment is complete
 */
export function findVenvProblem(root) {
  if (!existsSync(join(root, ".venv"))) return "there is none yet";
  const stamp = readStamp(root);
  if (stamp === undefined) return "an earlier installation was not finished";
  if (stamp.root !== root) return "the project's folder has moved";
  if (stamp.requirements !== hashRequirements(root)) return "requirements.txt has changed";
  // A system upgrade can remove the Python that the environment was created from.
  if (readPythonVersion(getVenvPython(root)) !== stamp.python) return "its Python is gone or has changed";
  return undefined;
}

/**
 * Makes `.venv` from scratch and installs requirements.txt into it.
 *
 * @param {string} root the project's folder
 * @param {import("./python.mjs").Python} python the Python to create the environment from
 * @param {string} again the command to name when it fails
 * @throws {SetupFailure} if Python or pip fails
 */
export async function installVenv(root, python, again) {
  const folder = join(root, ".venv");
  try {
    // Processes of a killed `npm start` may go on writing there for a while.
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new SetupFailure(
      `${folder} could not be removed to create it again: ${why}. Is an earlier installation still running? Run \`${again}\` again after it has finished.`,
    );
  }
  const logs = join(root, ".labs", "logs");
  const created = await runLogged({
    title: "Making a Python environment",
    command: python.command,
    args: [...python.args, "-m", "venv", folder],
    cwd: root,
    log: join(logs, "venv.log"),
    env: cleanEnvironment(),
  });
  if (created.code !== 0)
    throw new SetupFailure(
      `Python ${python.version} could not make ${folder}. Details: ${join(logs, "venv.log")}. On Debian and Ubuntu install python3-venv; then run \`${again}\` again.`,
    );

  const title = "Installing JupyterLab, the AWS CLI and boto3";
  const into = { python: getVenvPython(root), root, logs, env: cleanEnvironment() };
  if (!(await installByUv({ ...into, title, pipInstall: PIP_INSTALL }))) {
    const log = join(logs, "pip.log");
    const { code, output } = await runLogged({
      title: `${title} by pip`,
      command: into.python,
      args: [...PIP_INSTALL, "-r", "requirements.txt"],
      cwd: root,
      log,
      env: into.env,
    });
    if (code !== 0) throw new SetupFailure(describeInstallerFailure({ tool: "pip", output, log, again }));
  }
  // JupyterLab contains JavaScript programs: the project's package.json must not make ES modules of them.
  writeFileSync(join(folder, "package.json"), JSON.stringify({ type: "commonjs" }));
  // An AWS configuration of an earlier environment names the plugin, and without it the AWS CLI does not start.
  copyPlugin(root);
  // Written last: without it the environment counts as half-finished.
  writeFileSync(
    getStampFile(root),
    JSON.stringify({ root, requirements: hashRequirements(root), python: readPythonVersion(getVenvPython(root)) }),
  );
}

/**
 * Puts the AWS CLI's plugin, which leads `aws sqs` to the lab cloud, where the environment's Python finds it.
 *
 * @param {string} root the project's folder
 * @throws {Error} if the environment has no Python
 */
export function copyPlugin(root) {
  copyFileSync(join(root, "scripts", "start", PLUGIN_FILE), join(getSitePackages(root), PLUGIN_FILE));
}
const PLUGIN_FILE = "labs_endpoint.py";

/**
 * The folder of the environment's Python packages.
 * @param {string} root the project's folder
 */
function getSitePackages(root) {
  if (process.platform === "win32") return join(root, ".venv", "Lib", "site-packages");
  const lib = join(root, ".venv", "lib");
  const python = readdirSync(lib).find((name) => name.startsWith("python"));
  if (python === undefined) throw new Error(`There is no Python in ${lib}. Delete the folder .venv, then start again.`);
  return join(lib, python, "site-packages");
}

/** Arguments for pip: it must not ask questions, and must fail soon if there is no network. */
export const PIP_INSTALL = ["-m", "pip", "install", "--no-input", "--disable-pip-version-check", "--retries", "1"];
const FOREIGN = ["PYTHONHOME", "PYTHONPATH", "VIRTUAL_ENV", "PIP_TARGET", "PIP_USER", "PIP_PREFIX"];

/** The environment variables without those that would make Python use another environment's packages. */
export function cleanEnvironment() {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !FOREIGN.includes(name)));
}

/** @param {string} python */
function readPythonVersion(python) {
  const { status, stdout } = spawnSync(python, ["--version"], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
    windowsHide: true,
  });
  return status === 0 ? stdout.trim() : undefined;
}

/** @param {string} root */
const getStampFile = (root) => join(root, ".venv", "labs-stamp.json");

/** @param {string} root */
const hashRequirements = (root) =>
  createHash("sha256")
    .update(readFileSync(join(root, "requirements.txt")))
    .digest("hex");

/**
 * @param {string} root
 * @returns {{ root?: string, requirements?: string, python?: string } | undefined}
 */
function readStamp(root) {
  try {
    return JSON.parse(readFileSync(getStampFile(root), "utf8"));
  } catch {
    return undefined; // without a stamp, the packages are installed again
  }
}

import { readdirSync } from "node:fs";
import { join } from "node:path";
import { SetupFailure } from "./failure.mjs";
import { describeInstallerFailure } from "./offline.mjs";
import { runLogged } from "./run-logged.mjs";
import { cleanEnvironment, PIP_INSTALL, getVenvPython } from "./venv.mjs";

const WANTED = join("scripts", "setup", "requirements-hub.txt");

/**
 * Why the package that JupyterHub uses to log a person in must be installed in the Python environment. An installed package of any version
 * is accepted, since it must fit the hub, which may be much older.
 *
 * @param {string} root the project's folder
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {string | undefined} the reason in a few words; undefined if the package is installed, or there is no hub
 */
export function findHubProblem(root, env = process.env) {
  if (!env["JUPYTERHUB_API_TOKEN"]) return undefined;
  return listSitePackages(root).some((name) => /^jupyterhub-[\d.]+.*\.dist-info$/.test(name))
    ? undefined
    : "the JupyterHub package is not installed yet";
}

/**
 * Installs that package into `.venv`, which must exist.
 *
 * @param {string} root the project's folder
 * @param {string} again the command to name when it fails
 * @throws {SetupFailure} when pip cannot do it
 */
export async function installHub(root, again) {
  const log = join(root, ".labs", "logs", "hub.log");
  const { code, output } = await runLogged({
    title: "Installing JupyterHub's part",
    command: getVenvPython(root),
    args: [...PIP_INSTALL, "-r", WANTED],
    cwd: root,
    log,
    env: cleanEnvironment(),
  });
  if (code !== 0) throw new SetupFailure(describeInstallerFailure({ tool: "pip", output, log, again }));
}

/** Names of the files and folders in the environment's folder of packages. @param {string} root */
function listSitePackages(root) {
  const getPathWithin = (/** @type {string} */ folder) => {
    try {
      return readdirSync(folder);
    } catch {
      return []; // without its packages, the environment is set up again
    }
  };
  const venv = join(root, ".venv");
  return [
    ...getPathWithin(join(venv, "Lib", "site-packages")),
    ...getPathWithin(join(venv, "lib")).flatMap((python) => getPathWithin(join(venv, "lib", python, "site-packages"))),
  ];
}

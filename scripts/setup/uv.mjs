import { spawnSync } from "node:child_process";
import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { runLogged } from "./run-logged.mjs";

/**
 * uv installs the same pinned packages as pip in a third of the time: it downloads and unpacks several at once, and
 * does not compile them in advance.
 */
const UV = "uv==0.13.8";
/** Settings of pip that uv does not support: with one of them, pip installs the packages. */
const PIP_ALONE = [
  "PIP_INDEX_URL",
  "PIP_EXTRA_INDEX_URL",
  "PIP_NO_INDEX",
  "PIP_PROXY",
  "PIP_CONSTRAINT",
  "PIP_CONFIG_FILE",
];

/**
 * Fetches uv by pip.
 *
 * @param {{ python: string, folder: string, root: string, logs: string, env: NodeJS.ProcessEnv, pipInstall: readonly string[] }} into
 *   `python` has pip, and `pipInstall` its arguments for an install; `folder` gets uv and its cache, and stands on the same disk as the
 *   packages, which then need no copying
 * @returns {Promise<{ program: string, env: NodeJS.ProcessEnv } | undefined>} uv, and the environment variables that it needs; undefined if
 *   it cannot be fetched, or only pip can install packages here
 */
export async function fetchUv({ python, folder, root, logs, env, pipInstall }) {
  if (PIP_ALONE.some((name) => env[name]) || hasPipSettings(python, env)) return undefined;
  const uvPath = join(folder, "uv");
  const { code } = await runLogged({
    title: "Fetching uv, which installs Python packages",
    command: python,
    args: [...pipInstall, "--only-binary", ":all:", "--no-compile", "--target", uvPath, UV],
    cwd: root,
    log: join(logs, "uv-itself.log"),
    env,
  });
  const program = ["bin/uv", "bin/uv.exe", "Scripts/uv.exe"].map((at) => join(uvPath, at)).find(existsSync);
  if (code !== 0 || program === undefined) return undefined;
  return {
    program,
    env: {
      ...env,
      UV_CACHE_DIR: join(folder, "uv-cache"),
      UV_NO_CONFIG: "1", // uses the same index as pip
      ...(env["PIP_CERT"] ? { SSL_CERT_FILE: env["PIP_CERT"] } : {}),
    },
  };
}

/**
 * Installs requirements.txt by uv, which pip installs temporarily.
 *
 * @param {{ title: string, python: string, root: string, logs: string, env: NodeJS.ProcessEnv, pipInstall: readonly string[] }} into
 *   `title` is shown to the person who waits; `python` is the environment's Python; `pipInstall` the arguments for pip
 * @returns {Promise<boolean>} false if uv cannot be installed, or fails: then pip installs the packages, or tells the problem
 */
export async function installByUv({ title, python, root, logs, env, pipInstall }) {
  // In the environment's folder, so that uv is removed together with a half-finished environment.
  const folder = join(root, ".venv");
  try {
    const uv = await fetchUv({ python, folder, root, logs, env, pipInstall });
    if (uv === undefined) return false;
    const { code } = await runLogged({
      title,
      command: uv.program,
      args: ["pip", "install", "--python", python, "-r", "requirements.txt"],
      cwd: root,
      log: join(logs, "uv.log"),
      env: uv.env,
    });
    return code === 0;
  } finally {
    for (const name of ["uv", "uv-cache"]) rmSync(join(folder, name), { recursive: true, force: true });
  }
}

/**
 * Whether a file of pip's names another index, a proxy or the like.
 * @param {string} python
 * @param {NodeJS.ProcessEnv} env
 */
function hasPipSettings(python, env) {
  const { stdout = "" } = spawnSync(python, ["-m", "pip", "config", "list"], {
    encoding: "utf8",
    windowsHide: true,
    env,
  });
  return /^[^:\s]*\.(index-url|extra-index-url|no-index|proxy|constraint)=/m.test(stdout);
}

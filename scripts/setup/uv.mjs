import { spawnSync } from "node:child_process";
import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { runLogged } from "./run-logged.mjs";

/** Installs the same pinned packages as pip in a third of the time: it fetches and unpacks several at once, and compiles none ahead. */
const UV = "uv==0.13.8";
/** Settings of pip's that uv does not know: with one of them, pip itself does the work. */
const PIP_ALONE = [
  "PIP_INDEX_URL",
  "PIP_EXTRA_INDEX_URL",
  "PIP_NO_INDEX",
  "PIP_PROXY",
  "PIP_CONSTRAINT",
  "PIP_CONFIG_FILE",
];

/**
 * Installs requirements.txt by uv, which is fetched by pip for this once and is gone afterwards.
 *
 * @param {{ title: string, python: string, root: string, logs: string, env: NodeJS.ProcessEnv, pipInstall: readonly string[] }} into
 *   `title` is shown to the person who waits; `python` that of the environment; `pipInstall` how pip is called
 * @returns {Promise<boolean>} false where uv cannot be had or cannot do it: then pip does it, or says what is wrong
 */
export async function installByUv({ title, python, root, logs, env, pipInstall }) {
  if (PIP_ALONE.some((name) => env[name]) || hasPipSettings(python, env)) return false;
  // In the environment's folder, so that it goes with what was cut short, and on one disk with the packages, which then need no copy.
  const [own, cache] = [join(root, ".venv", "uv"), join(root, ".venv", "uv-cache")];
  try {
    const fetched = await runLogged({
      title: "Fetching uv, which installs Python packages",
      command: python,
      args: [...pipInstall, "--only-binary", ":all:", "--no-compile", "--target", own, UV],
      cwd: root,
      log: join(logs, "uv-itself.log"),
      env,
    });
    const program = ["bin/uv", "bin/uv.exe", "Scripts/uv.exe"].map((at) => join(own, at)).find(existsSync);
    if (fetched.code !== 0 || program === undefined) return false;
    const { code } = await runLogged({
      title,
      command: program,
      args: ["pip", "install", "--python", python, "-r", "requirements.txt"],
      cwd: root,
      log: join(logs, "uv.log"),
      env: {
        ...env,
        UV_CACHE_DIR: cache,
        UV_NO_CONFIG: "1", // the index is the one that pip would ask
        ...(env["PIP_CERT"] ? { SSL_CERT_FILE: env["PIP_CERT"] } : {}),
      },
    });
    return code === 0;
  } finally {
    for (const folder of [own, cache]) rmSync(folder, { recursive: true, force: true });
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

import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const PLUGIN = "labs_endpoint";
const HEADING = "[plugins]";

/**
 * Makes the labs' own AWS configuration, so that the learner's profiles stay unchanged. It names the AWS CLI's plugin
 * that leads `aws sqs` to the lab cloud.
 *
 * @param root the project's folder, with an installed `.venv`
 */
export function setUpAwsCli(root: string): void {
  const folder = join(root, ".labs", "aws");
  mkdirSync(folder, { recursive: true });
  const config = join(folder, "config");
  const known = existsSync(config) ? readFileSync(config, "utf8") : "";
  // Settings that a learner made with `aws configure` stay.
  if (!known.includes(HEADING)) writeFileSync(config, `${HEADING}\n${PLUGIN} = ${PLUGIN}\n${known}`, { mode: 0o600 });
  writeFileSync(join(folder, "credentials"), "", { flag: "a", mode: 0o600 });
  copyFileSync(join(root, "scripts", "start", `${PLUGIN}.py`), join(getSitePackages(root), `${PLUGIN}.py`));
}

/** The folder of the environment's Python packages. */
function getSitePackages(root: string): string {
  if (process.platform === "win32") return join(root, ".venv", "Lib", "site-packages");
  const lib = join(root, ".venv", "lib");
  const python = readdirSync(lib).find((name) => name.startsWith("python"));
  if (python === undefined) throw new Error(`There is no Python in ${lib}. Delete the folder .venv, then start again.`);
  return join(lib, python, "site-packages");
}

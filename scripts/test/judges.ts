import { createHash } from "node:crypto";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { findPython } from "../setup/python.mjs";
import { runLogged } from "../setup/run-logged.mjs";

/** Where the templates' judge has its Python environment, apart from the learner's. */
export const CFN_LINT = join(".labs", "cfn-lint");
const WANTED = join("cloud", "services", "cloudformation", "testing", "cfn-lint.txt");

/**
 * Installs what only the tests need: cfn-lint. Without a network it stays away, and the test that asks for it says that it skips.
 *
 * @param root the project's folder
 */
export async function installJudges(root: string): Promise<void> {
  const folder = join(root, CFN_LINT);
  const stamp = join(folder, "installed");
  const wanted = createHash("sha256").update(readFileSync(join(root, WANTED))).digest("hex");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return;
  const python = findPython();
  rmSync(folder, { recursive: true, force: true });
  const log = join(root, ".labs", "logs", "cfn-lint.log");
  const run = { title: "Installing cfn-lint, which judges templates in the tests", cwd: root, log };
  const made = await runLogged({ ...run, command: python.command, args: [...python.args, "-m", "venv", folder] });
  const pip = join(folder, process.platform === "win32" ? "Scripts" : "bin", "pip");
  const { code } = made.code !== 0 ? made : await runLogged({ ...run, command: pip, args: ["install", "--no-input", "--disable-pip-version-check", "--retries", "1", "-r", WANTED] });
  if (code === 0) writeFileSync(stamp, wanted);
  else rmSync(folder, { recursive: true, force: true });
}

import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Makes a Python environment with these packages, unless it is there. The first time takes a minute and needs a network.
 *
 * @param folder the environment's own, under `.labs`
 * @param packages pip's arguments
 * @param python the Python that the environment is made from
 * @returns the folder of its programs
 */
export function installPython(folder: string, packages: readonly string[], python = "python3"): string {
  const programs = join(folder, "bin");
  const stamp = join(folder, "installed");
  const requested = packages.join("\n");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === requested) return programs;
  // An interrupted install may leave an environment in which every later install fails.
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const run = (program: string, ...args: readonly string[]): void =>
    void execFileSync(program, args, { stdio: "inherit" });
  run(python, "-m", "venv", folder);
  run(join(programs, "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", ...packages);
  writeFileSync(stamp, requested);
  return programs;
}

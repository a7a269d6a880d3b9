import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { getNpmCommand } from "../scripts/setup/packages.mjs";

/**
 * Installs npm packages for one benchmark alone, unless these versions are there: they are too large for every first
 * `npm test`. Needs the network the first time.
 *
 * @param folder   a folder below `.labs`
 * @param packages versions by name
 * @returns the folder of the installed packages
 * @throws Error if npm fails
 */
export function installNpmPackages(folder: string, packages: Readonly<Record<string, string>>): string {
  const manifest = join(folder, "package.json");
  const requested = JSON.stringify({ private: true, dependencies: packages });
  const isThere = Object.keys(packages).every((name) => existsSync(join(folder, "node_modules", name)));
  if (!isThere || !existsSync(manifest) || readFileSync(manifest, "utf8") !== requested) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(manifest, requested);
    const { command, args } = getNpmCommand();
    execFileSync(command, [...args, "install", "--no-audit", "--no-fund"], {
      cwd: folder,
      stdio: ["ignore", "ignore", "inherit"],
    });
  }
  return join(folder, "node_modules");
}

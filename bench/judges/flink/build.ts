import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** An application's code, or the reason that there is none. */
export type Build = { readonly code: Buffer } | { readonly problem: string };

/** Builds an example with its own `pom.xml`, unless that was done before: a jar for Java, a zip for Python. */
export function build(folder: string): Build {
  const before = findCode(folder);
  if (before !== undefined) return { code: readFileSync(before) };
  const args = ["-B", "-f", join(folder, "pom.xml"), "package", "-DskipTests"];
  const { status, stdout, error } = spawnSync("mvn", args, { encoding: "utf8", maxBuffer: 2 ** 28 });
  const code = findCode(folder);
  if (error !== undefined) return { problem: `Maven: ${error.message}` };
  return status === 0 && code !== undefined ? { code: readFileSync(code) } : { problem: explainFailure(stdout) };
}

/** The file that an application is created from; undefined before the build. */
function findCode(folder: string): string | undefined {
  const target = join(folder, "target");
  const names = existsSync(target) ? readdirSync(target) : [];
  const ending = existsSync(join(folder, "main.py")) ? ".zip" : ".jar";
  const name = names.find((item) => item.endsWith(ending) && !item.startsWith("original-"));
  return name === undefined ? undefined : join(target, name);
}

/** The reason that a build failed, without addresses: the artifacts that no registry served, or Maven's first error. */
export function explainFailure(output: string): string {
  const missing = [...output.matchAll(/(?:Could not (?:find|transfer) artifact|Failure to find) ([\w.:${}-]+)/g)];
  const names = [...new Set(missing.map(([, name]) => name))];
  if (names.length > 0) return `its build needs \`${names.join("`, `")}\`, which Maven finds in no registry here`;
  const [, error = "no error was reported"] = /^\[ERROR\] (.*)$/m.exec(output) ?? [];
  return `its build fails: ${error.replaceAll(/https?:\S+/g, "…")}`;
}

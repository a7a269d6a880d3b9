import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";

/** An application's code, or the reason that there is none. */
export type Build = { readonly code: Buffer } | { readonly problem: string };

/** Builds an example with its own `pom.xml` or `build.sbt`, unless that was done before: a jar, or a zip for Python. */
export function build(folder: string): Build {
  const before = findCode(folder);
  if (before !== undefined) return { code: readFileSync(before) };
  const isScala = existsSync(join(folder, "build.sbt"));
  const [command, ...args] = isScala ? ["sbt", "assembly"] : ["mvn", "-B", "package", "-DskipTests"];
  const { status, stdout, error } = spawnSync(command, args, { cwd: folder, encoding: "utf8", maxBuffer: 2 ** 28 });
  if (error !== undefined) return { problem: `is built by \`${command}\`, which doesn't run here` };
  const code = findCode(folder);
  return status === 0 && code !== undefined ? { code: readFileSync(code) } : { problem: explainFailure(stdout) };
}

/** The file that an application is created from; undefined before the build. */
function findCode(folder: string): string | undefined {
  const ending = existsSync(join(folder, "main.py")) ? ".zip" : ".jar";
  return ["target", join("target", "scala-2.12")]
    .map((name) => join(folder, name))
    .filter((target) => existsSync(target))
    .flatMap((target) => readdirSync(target).map((name) => join(target, name)))
    .find((path) => path.endsWith(ending) && !basename(path).startsWith("original-"));
}

/** The reason that a build failed: Maven's first error, without addresses. */
export function explainFailure(output: string): string {
  const [, error = "no error was reported"] = /^\[ERROR\] (.*)$/m.exec(output) ?? [];
  return `its build fails: ${error.replaceAll(/https?:\S+/g, "…")}`;
}

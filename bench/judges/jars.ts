import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** A folder beside this file, whose `pom.xml` lists the jars of a suite. */
export type JarFolder = "event-ruler" | "smithy";

const COPY_JARS = "org.apache.maven.plugins:maven-dependency-plugin:2.8:copy-dependencies";

const getPom = (name: JarFolder): string => join("bench", "judges", name, "pom.xml");

/** The folder of a suite's jars; undefined before they were fetched. */
export function findJars(root: string, name: JarFolder): string | undefined {
  const lib = join(root, ".labs", name, "lib");
  return existsSync(lib) ? lib : undefined;
}

/** Fetches a suite's jars, unless that was done before. @returns their folder */
export function fetchJars(root: string, name: JarFolder): string {
  const fetched = findJars(root, name);
  if (fetched !== undefined) return fetched;
  const lib = join(root, ".labs", name, "lib");
  const args = ["-q", "-B", "-f", getPom(name), COPY_JARS, `-DoutputDirectory=${lib}`];
  execFileSync("mvn", args, { cwd: root, stdio: "inherit" });
  return lib;
}

/** The version that a suite's `pom.xml` names in its property. */
export const readJarVersion = (root: string, name: JarFolder): string =>
  /<[\w.-]+\.version>(.*?)</.exec(readFileSync(join(root, getPom(name)), "utf8"))?.[1] ?? "unknown";

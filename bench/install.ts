import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { getNpmCommand } from "../scripts/setup/packages.mjs";

const run = (program: string, args: readonly string[], cwd?: string): void =>
  void execFileSync(program, args, { cwd, stdio: ["ignore", "ignore", "inherit"] });

/** Fills a folder below `.labs` by `fill`, unless it was filled for the same request. The first time takes minutes and needs a network. */
function install(folder: string, requested: string, fill: () => void): void {
  const stamp = join(folder, "installed");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === requested) return;
  // An interrupted install may leave an environment in which every later install fails.
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  fill();
  writeFileSync(stamp, requested);
}

/**
 * Makes a Python environment with packages.
 *
 * @param packages pip's arguments
 * @param python   the Python that the environment is made from
 * @returns the folder of its programs
 */
export function installPython(folder: string, packages: readonly string[], python = "python3"): string {
  const programs = join(folder, "bin");
  install(folder, packages.join("\n"), () => {
    run(python, ["-m", "venv", folder]);
    run(join(programs, "python"), ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", ...packages]);
  });
  return programs;
}

/**
 * Installs npm packages that are too large for every first `npm test`.
 *
 * @param packages versions by name
 * @returns the folder of the installed packages
 */
export function installNpmPackages(folder: string, packages: Readonly<Record<string, string>>): string {
  const manifest = JSON.stringify({ private: true, dependencies: packages });
  install(folder, manifest, () => {
    writeFileSync(join(folder, "package.json"), manifest);
    const { command, args } = getNpmCommand();
    run(command, [...args, "install", "--no-audit", "--no-fund"], folder);
  });
  return join(folder, "node_modules");
}

/** Copies the jars that a `pom.xml` lists into a folder. */
function copyJars(pom: string, folder: string): void {
  const copy = "org.apache.maven.plugins:maven-dependency-plugin:2.8:copy-dependencies";
  run("mvn", ["--quiet", "--batch-mode", "--file", pom, copy, `-DoutputDirectory=${folder}`]);
}

/**
 * Fetches the jars that a folder's `pom.xml` names, and compiles the folder's Java programs.
 *
 * @param programs names of the programs
 * @returns the class path
 */
export function installJava(folder: string, sources: string, programs: readonly string[]): string {
  const files = programs.map((name) => join(sources, `${name}.java`));
  const [classes, jars] = [join(folder, "classes"), join(folder, "lib")];
  const pom = join(sources, "pom.xml");
  const requested = [pom, ...files].map((file) => readFileSync(file, "utf8")).join("\n");
  install(folder, requested, () => {
    copyJars(pom, jars);
    run("javac", ["-nowarn", "-d", classes, "-cp", join(jars, "*"), ...files]);
  });
  return [classes, join(jars, "*")].join(delimiter);
}

/** A folder of `judges`, whose `pom.xml` lists the jars of a suite. `npm test -- judges` fetches them too. */
export type JarFolder = "event-ruler" | "smithy";

const getPom = (root: string, name: JarFolder): string => join(root, "judges", name, "pom.xml");

/** The folder of a suite's jars, which are there once they were fetched. */
export const getJars = (root: string, name: JarFolder): string => join(root, ".labs", name, "lib");

/** Fetches a suite's jars, unless that was done before. @returns their folder */
export function fetchJars(root: string, name: JarFolder): string {
  const jars = getJars(root, name);
  if (!existsSync(jars)) copyJars(getPom(root, name), jars);
  return jars;
}

/** The version that a suite's `pom.xml` names in its property. */
export const readJarVersion = (root: string, name: JarFolder): string =>
  /<[\w.-]+\.version>(.*?)</.exec(readFileSync(getPom(root, name), "utf8"))?.[1] ?? "unknown";

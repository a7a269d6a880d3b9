import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The folders of the packages that are published. */
export const PACKAGES = ["cloud", "kernel", "scripts/create"] as const;

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
  readonly files?: readonly string[];
}

// The file's format is npm's, so it is not checked here.
const readManifest = (folder: string): Manifest =>
  JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Manifest;

/**
 * Finds what keeps the project from a release.
 *
 * @param root the project's folder, a git work tree
 * @returns one sentence for each gap; empty if the packages can be published
 */
export function findGaps(root: string): readonly string[] {
  const { version } = readManifest(root);
  return [
    ...PACKAGES.flatMap((folder) => findGapsOfPackage(root, folder, version)),
    ...findGapsOfChangelog(root, version),
    ...findGapsOfWorkTree(root, version),
  ];
}

function findGapsOfPackage(root: string, folder: string, version: string): readonly string[] {
  const { version: packageVersion, license, files } = readManifest(join(root, folder));
  const file = `${folder}/package.json`;
  return [
    ...(packageVersion === version
      ? []
      : [`${file} has version ${packageVersion}, and the project ${version}: set both to the same.`]),
    ...(license === "Apache-2.0" ? [] : [`${file} must name the license Apache-2.0.`]),
    ...(files === undefined ? [`${file} must list its files, or npm packs everything.`] : []),
    ...(files?.includes("CHANGELOG.md") === false ? [`${file} must list CHANGELOG.md among its files.`] : []),
    ...(existsSync(join(root, folder, "README.md")) ? [] : [`${folder}/README.md is missing: registries show it.`]),
  ];
}

function findGapsOfChangelog(root: string, version: string): readonly string[] {
  const text = readFileSync(join(root, "CHANGELOG.md"), "utf8");
  const [, heading = ""] = /^## (.*)$/m.exec(text) ?? [];
  return new RegExp(`^${version.replaceAll(".", "\\.")} \\(\\d{4}-\\d\\d-\\d\\d\\)$`).test(heading)
    ? []
    : [`CHANGELOG.md begins with "${heading}": name the version and its date, as in "${version} (2026-12-31)".`];
}

function findGapsOfWorkTree(root: string, version: string): readonly string[] {
  const runGit = (...args: readonly string[]): string =>
    execFileSync("git", args, { cwd: root, encoding: "utf8" }).trim();
  const changed = runGit("status", "--porcelain").split("\n").filter(Boolean).length;
  const tag = `v${version}`;
  return [
    ...(changed === 0 ? [] : [`${changed} files are not committed: a release must be a commit.`]),
    ...(runGit("tag", "--list", tag) === "" ? [] : [`The tag ${tag} exists: this version was released before.`]),
  ];
}

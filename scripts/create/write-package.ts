import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { zipSync } from "fflate";
import { listProjectFiles } from "../project-files";
import { createClassPackage } from "../labs/release/class-copy-files";

const HERE = import.meta.dirname;
const ROOT = join(HERE, "..", "..");

/** Files that only the project's own tests, benchmarks and releases use. The tests in `src/metrics/` are part of lab 04's exam. */
const EXCLUDED = [
  /^(?!src\/metrics\/).*\.test\.(ts|tsx|py)$/,
  /(^|\/)golden\//,
  /\/testing\//,
  /^course\/[^/]+\/(mistakes\/|(equivalent-mutants|right-answers)[\w-]*\.ts$)/,
  /^(\.ci|\.devcontainer|bench|binder|console\/test|deploy|judges|test)\/.*(?<!\.md)$/,
  /^scripts\/(create|docs|golden|new|release|test)\//,
  /^cloud\/facts\//,
  /^\.git(?!ignore$)/,
  /^\.ox/,
  /^docs\/site\//,
];

/**
 * Writes what the npm package create-streaming-labs contains beside its own files: the course as a zip, since npm leaves
 * some files out of a package by their names, and the license and the changelog.
 *
 * @returns the paths of the files in the zip
 */
async function writeCoursePackage(): Promise<readonly string[]> {
  const paths = (await listProjectFiles(ROOT)).filter((path) => !EXCLUDED.some((pattern) => pattern.test(path)));
  const read = (path: string): Uint8Array => {
    const bytes = readFileSync(join(ROOT, path));
    return path === "package.json" ? Buffer.from(createClassPackage(bytes.toString())) : bytes;
  };
  writeFileSync(
    join(HERE, "course.zip"),
    zipSync(Object.fromEntries(paths.map((path) => [path, read(path)])), { level: 9, mtime: "2020-01-01" }),
  );
  for (const name of ["LICENSE", "CHANGELOG.md"]) copyFileSync(join(ROOT, name), join(HERE, name));
  return paths;
}

if (process.argv[1] === import.meta.filename) await writeCoursePackage();

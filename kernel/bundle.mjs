import { readdirSync, statSync } from "node:fs";
import path from "node:path";
import { replaceFile } from "./replace-file.mjs";

const MAIN = "main";
const ENTRIES = [MAIN, "jupyter/socket-thread"];

/**
 * Bundles the kernel into plain JavaScript unless a bundle newer than all its sources is there.
 *
 * @param {string} root absolute path of the project
 * @returns {Promise<string>} the file to import
 */
export async function bundleKernel(root) {
  const folder = path.join(root, "kernel");
  if (oldest(ENTRIES.map((entry) => outputOf(folder, entry))) <= newest(folder)) await build(folder);
  return outputOf(folder, MAIN);
}

/** @param {string} folder @param {string} entry */
function outputOf(folder, entry) {
  return path.join(folder, "dist", `${path.basename(entry)}.js`);
}

/** @param {readonly string[]} files */
function oldest(files) {
  return Math.min(...files.map((file) => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0));
}

/**
 * The time of the last change among the sources, a file that was removed included.
 * @param {string} folder
 */
function newest(folder) {
  const entries = readdirSync(folder, { withFileTypes: true, recursive: true });
  const sources = entries.filter(
    (entry) => !`${entry.parentPath ?? entry.path}${path.sep}`.startsWith(path.join(folder, "dist")),
  );
  const ours = sources.filter((entry) =>
    entry.isDirectory() ? entry.name !== "dist" : /(?<!\.test)\.ts$|\.mjs$/.test(entry.name),
  );
  return Math.max(...ours.map((entry) => statSync(path.join(entry.parentPath ?? entry.path, entry.name)).mtimeMs));
}

/** @param {string} folder */
async function build(folder) {
  const { build: bundle } = await import("esbuild");
  const { outputFiles } = await bundle({
    entryPoints: ENTRIES.map((entry) => path.join(folder, `${entry}.ts`)),
    entryNames: "[name]",
    outdir: path.join(folder, "dist"),
    bundle: true,
    packages: "external",
    platform: "node",
    format: "esm",
    target: "node20",
    write: false,
    logLevel: "silent",
  });
  for (const { path: file, contents } of outputFiles) replaceFile(file, contents);
}

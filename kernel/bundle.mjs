import { existsSync, readdirSync, statSync } from "node:fs";
import path from "node:path";
import { isBundleCurrent, noteInputs } from "./bundle-inputs.mjs";
import { bundleIntoFile } from "./bundle-snapshot.mjs";
import { replaceFile } from "./replace-file.mjs";

/**
 * The program that Jupyter starts, the thread and the process that this program starts: their sources, by the names of
 * their bundles.
 */
const ENTRIES = { main: "main", "socket-thread": "jupyter/socket-thread", compiler: "compile/main" };

/**
 * Bundles the kernel into plain JavaScript unless a bundle newer than all its sources is there.
 *
 * @param {string} root absolute path of the project
 * @returns {Promise<string>} the file to import
 */
export async function bundleKernel(root) {
  const folder = path.join(root, "kernel");
  const outputs = Object.keys(ENTRIES).map((name) => getOutputPath(folder, name));
  if (findOldest(outputs) <= findNewest(folder)) await build(folder);
  return getOutputPath(folder, "main");
}

/**
 * Bundles the program for the compiler's snapshot, unless there is a bundle of the current sources.
 *
 * @param {string} root absolute path of the project
 * @returns {Promise<string>} the program
 */
export async function bundleSnapshotProgram(root) {
  const folder = path.join(root, "kernel");
  const program = getOutputPath(folder, "compiler-snapshot");
  const inputs = path.join(folder, "dist", "snapshot-inputs.json");
  if (isBundleCurrent(inputs, root) && existsSync(program)) return program;
  const beganMs = Date.now();
  const { build: bundle } = await import("esbuild");
  const { outputFiles, metafile } = await bundle({
    ...SHARED,
    ...bundleIntoFile(root, program),
    absWorkingDir: root,
    entryPoints: [path.join(folder, "compile", "snapshot-main.ts")],
    outfile: program,
    metafile: true,
  });
  for (const { path: file, contents } of outputFiles) replaceFile(file, contents);
  const files = Object.keys(metafile.inputs);
  noteInputs(inputs, { root, files: ["kernel/bundle.mjs", "kernel/bundle-snapshot.mjs", ...files], beganMs });
  return program;
}

/** @param {string} folder @param {string} name */
function getOutputPath(folder, name) {
  return path.join(folder, "dist", `${name}.js`);
}

/** @param {readonly string[]} files */
function findOldest(files) {
  return Math.min(...files.map((file) => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0));
}

/**
 * The time of the last change of a source file or of a folder, which changes when a file is removed from it.
 * @param {string} folder
 */
function findNewest(folder) {
  const entries = readdirSync(folder, { withFileTypes: true, recursive: true });
  const sources = entries.filter(
    (entry) => !`${entry.parentPath ?? entry.path}${path.sep}`.startsWith(path.join(folder, "dist")),
  );
  const ours = sources.filter((entry) =>
    entry.isDirectory() ? entry.name !== "dist" : /(?<!\.test)\.ts$|\.mjs$/.test(entry.name),
  );
  return Math.max(...ours.map((entry) => statSync(path.join(entry.parentPath ?? entry.path, entry.name)).mtimeMs));
}

/** @satisfies {import("esbuild").BuildOptions} */
const SHARED = /** @type {const} */ ({
  bundle: true,
  platform: "node",
  target: "node20",
  write: false,
  logLevel: "silent",
});

/**
 * Bundles the package `lab-kernel`: the command, and the thread and the process that it starts.
 *
 * @param {string} root absolute path of the project
 */
export const bundlePackage = (root) =>
  build(path.join(root, "kernel"), { ...ENTRIES, cli: "cli" }, { js: "#!/usr/bin/env node" });

/**
 * @param {string} folder
 * @param {Readonly<Record<string, string>>} [entries]
 * @param {Record<string, string>} [banner] what each file begins with
 */
async function build(folder, entries = ENTRIES, banner = {}) {
  const { build: bundle } = await import("esbuild");
  const { outputFiles } = await bundle({
    ...SHARED,
    banner,
    entryPoints: Object.entries(entries).map(([out, source]) => ({ in: path.join(folder, `${source}.ts`), out })),
    outdir: path.join(folder, "dist"),
    packages: "external",
    format: "esm",
  });
  for (const { path: file, contents } of outputFiles) replaceFile(file, contents);
}

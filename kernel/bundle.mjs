import { mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";

const ENTRIES = ["main", "jupyter/wire"];

/**
 * Bundles the kernel into plain JavaScript unless a bundle newer than all its sources is there.
 *
 * @param {string} root absolute path of the project
 * @returns {Promise<string>} the file to import
 */
export async function bundleKernel(root) {
  const folder = path.join(root, "kernel");
  const outputs = ENTRIES.map((entry) => path.join(folder, "dist", `${path.basename(entry)}.js`));
  if (oldest(outputs) <= newest(folder)) await build(folder);
  return outputs[0];
}

function oldest(files) {
  return Math.min(...files.map((file) => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0));
}

/** The time of the last change among the sources, a file that was removed included. */
function newest(folder) {
  const entries = readdirSync(folder, { withFileTypes: true, recursive: true });
  const sources = entries.filter((entry) => !`${entry.parentPath ?? entry.path}${path.sep}`.startsWith(path.join(folder, "dist")));
  const ours = sources.filter((entry) => entry.isDirectory() ? entry.name !== "dist" : /(?<!\.test)\.ts$|\.mjs$/.test(entry.name));
  return Math.max(...ours.map((entry) => statSync(path.join(entry.parentPath ?? entry.path, entry.name)).mtimeMs));
}

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
  mkdirSync(path.join(folder, "dist"), { recursive: true });
  for (const { path: file, contents } of outputFiles) replace(file, contents);
}

/** Two kernels may start at once: neither must read half a file of the other. */
function replace(file, contents) {
  const temporary = `${file}.${process.pid}`;
  writeFileSync(temporary, contents);
  try {
    renameSync(temporary, file);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

import { readdirSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const cloud = dirname(fileURLToPath(import.meta.url));
const entries = ["cli", "command-line", "index"];
const outputs = entries.map((name) => join(cloud, "dist", `${name}.js`));

/**
 * Bundles the command line and the front door into dist/, if a source is newer. Only the schemas of the SDK packages stay
 * in: their clients are shaken out, which is what makes a start take a fifth of a second.
 *
 * @returns the paths of the program (`cli`) and of the module that exports its `commandLine`
 */
export async function buildCloud({ force = false } = {}) {
  if (force || newestSource(cloud) > oldestOutput()) {
    await build({
      entryPoints: entries.map((name) => join(cloud, `${name}.ts`)),
      outdir: join(cloud, "dist"),
      bundle: true,
      platform: "node",
      target: "node20",
      format: "esm",
      // Take the packages' ES modules: only those can be shaken.
      mainFields: ["module", "main"],
      conditions: ["module"],
      sourcemap: "linked",
      sourcesContent: false,
      legalComments: "none",
      logLevel: "warning",
      banner: { js: 'import { createRequire as labRequire } from "node:module"; const require = labRequire(import.meta.url);' },
    });
  }
  return { cli: outputs[0], commandLine: outputs[1] };
}

function newestSource(folder) {
  let newest = 0;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      if (entry.name !== "dist" && entry.name !== "node_modules") newest = Math.max(newest, newestSource(path));
    } else if (!entry.name.endsWith(".test.ts")) newest = Math.max(newest, statSync(path).mtimeMs);
  }
  return newest;
}

function oldestOutput() {
  return Math.min(...outputs.map((path) => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildCloud({ force: true });

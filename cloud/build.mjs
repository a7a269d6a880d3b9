import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const cloud = dirname(fileURLToPath(import.meta.url));
const dist = join(cloud, "dist");
const entries = ["cli", "command-line", "index"];
/** What runs in a thread or a process of its own is started as a file; it stands beside the bundles. */
const threads = ["services/firehose/delivery/jq/jq-worker.mjs", "columnar/orc-process.py", "services/lambda/runtime/node-runtime.mjs", "services/lambda/runtime/python-runtime.py"];
/** Programs of their own, bundled: what the cloud forks. */
const programs = [{ in: join(cloud, "services/athena/engine/process/query-process.ts"), out: "query-process" }];
const outputs = entries.map((name) => join(dist, `${name}.js`));

/**
 * Bundles the command line and the front door into dist/, if a source is newer. Only the schemas of the SDK packages stay
 * in: their clients are shaken out, which is what makes a start take a fifth of a second.
 *
 * @returns the paths of the program (`cli`) and of the module that exports its `commandLine`
 */
export async function buildCloud({ force = false } = {}) {
  if (force || newestSource(cloud) > oldestOutput()) await bundle();
  return { cli: outputs[0], commandLine: outputs[1] };
}

/**
 * Spells out the computed names in the SDK packages' schemas (`{ [_hH]: "x-amz-acl" }`): esbuild cannot know that computing a
 * name has no effect, and would keep thousands of shapes that nobody uses, a megabyte of EC2's alone.
 *
 * @type {import("esbuild").Plugin}
 */
const plainSchemas = {
  name: "plain-schemas",
  setup({ onLoad }) {
    onLoad({ filter: /client-[\w-]+[\\/]dist-es[\\/]schemas[\\/]schemas_\d+\.js$/ }, ({ path }) => {
      const text = readFileSync(path, "utf8");
      const names = new Map(Array.from(text.matchAll(/^const (_\w+) = ("[^"]*");$/gm), ([, name, value]) => [name, value]));
      return { contents: text.replace(/\[(_\w+)\]:/g, (whole, name) => (names.has(name) ? `${names.get(name)}:` : whole)), loader: "js" };
    });
  },
};

/** Into a folder beside dist/ first: another process may be starting from what is there. */
async function bundle() {
  const made = join(cloud, `dist-${process.pid}`);
  try {
    await build({
      entryPoints: [...entries.map((name) => ({ in: join(cloud, `${name}.ts`), out: name })), ...programs],
      outdir: made,
      bundle: true,
      platform: "node",
      target: "node20",
      format: "esm",
      // Take the packages' ES modules: only those can be shaken.
      mainFields: ["module", "main"],
      conditions: ["module"],
      // Native; loaded when it is first needed.
      external: ["@duckdb/node-api"],
      plugins: [plainSchemas],
      // What is imported on first use stays out of the start; names stay whole, for the stacks of bugs.
      splitting: true,
      minifyWhitespace: true,
      minifySyntax: true,
      legalComments: "none",
      logLevel: "warning",
      banner: { js: 'import { createRequire as labRequire } from "node:module"; const require = labRequire(import.meta.url);' },
    });
    for (const thread of threads) copyFileSync(join(cloud, thread), join(made, basename(thread)));
    mkdirSync(dist, { recursive: true });
    const isEntry = (/** @type {string} */ name) => outputs.includes(join(dist, name));
    // The pieces first, then the programs that name them.
    for (const name of readdirSync(made).sort((a, b) => Number(isEntry(a)) - Number(isEntry(b)))) renameSync(join(made, name), join(dist, name));
    removeOldPieces();
  } finally {
    rmSync(made, { recursive: true, force: true });
  }
}

/** Pieces carry a hash in their names. Those of an hour ago are left for who may still be running on them. */
function removeOldPieces() {
  for (const name of readdirSync(dist)) {
    const path = join(dist, name);
    if (/-[A-Z0-9]{8}\.js$/.test(name) && (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Infinity) < Date.now() - 3_600_000) rmSync(path, { force: true });
  }
}

/**
 * The time of the last change, in ms.
 * @param {string} folder
 * @returns {number}
 */
function newestSource(folder) {
  let newest = 0;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      if (!entry.name.startsWith("dist") && entry.name !== "node_modules") newest = Math.max(newest, newestSource(path));
    } else if (!entry.name.endsWith(".test.ts")) newest = Math.max(newest, statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0);
  }
  return newest;
}

function oldestOutput() {
  return Math.min(...outputs.map((path) => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0));
}

/** The front door's types, for those who take the package from a registry. */
function declareTypes() {
  const compiler = createRequire(import.meta.url).resolve("typescript/bin/tsc");
  execFileSync(process.execPath, [compiler, "-p", join(cloud, "tsconfig.build.json")], { stdio: "inherit" });
  for (const name of ["index", "cloud", "options", "core/journal", "processes/command", "services/firehose/firehose-settings"]) {
    const path = join(dist, "types", `${name}.d.ts`);
    // Node's own resolution wants file endings, which the sources do without.
    writeFileSync(path, readFileSync(path, "utf8").replaceAll(/from "(\.[^"]+)"/g, 'from "$1.js"'));
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await buildCloud({ force: true });
  if (process.argv.includes("--types")) declareTypes();
}

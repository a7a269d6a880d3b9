import { execFileSync } from "node:child_process";
import { copyFileSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { buildConsole as buildConsoleInto, listConsoleSources } from "../console/build.mjs";
import { plainSchemas } from "./plain-schemas.mjs";
import { collectLicenses } from "./third-party.mjs";

const cloud = dirname(fileURLToPath(import.meta.url));
const dist = join(cloud, "dist");
/** Files that are started in a thread or a process of their own: they are copied beside the bundle. */
const threads = [
  "services/firehose/model/stages/jq/jq-worker.mjs",
  "../foundation/columnar/orc-process.py",
  "services/kinesisanalyticsv2/model/running/run_application.py",
  "services/lambda/model/runtime/node-runtime.mjs",
  "services/lambda/model/runtime/node-handler.mjs",
  "services/lambda/model/runtime/python-runtime.py",
];
/** Programs that the cloud forks, each in its own bundle. */
const programs = [{ in: join(cloud, "../athena-sql/process/query-process.ts"), out: "query-process" }];
/** The files that users start and import; their code is in the bundle that `compiled.cjs` reads. */
const entries = {
  "cli.cjs":
    '#!/usr/bin/env node\nrequire("./compiled.cjs").bundled.runCommandLine(process.argv.slice(2)).then((code) => (process.exitCode = code));\n',
  "command-line.js": 'import { bundled } from "./compiled.cjs";\nexport const { runCommandLine } = bundled;\n',
  "index.js": 'import { bundled } from "./compiled.cjs";\nexport const { OptionError, startCloud } = bundled;\n',
};
/** The folders beside this one whose sources are in the bundle, too. */
const others = ["athena-sql", "foundation"].map((name) => join(cloud, "..", name));
/** The console's page, which `server/console/` serves. */
const pageDist = join(dist, "console");
const loader = join(dist, "compiled.cjs");
/** A counter for the names of temporary folders: several builds may run at once. */
let builds = 0;
const resolvePackageName = () => `${process.pid}-${(builds += 1)}`;
const outputs = [loader, join(pageDist, "index.html"), ...Object.keys(entries).map((name) => join(dist, name))];

/**
 * Bundles the command line and the public module into dist/, if a source is newer or Node's version has changed. Of the
 * SDK packages only the schemas are kept (tree shaking removes the clients), and the code is compiled in advance: both
 * together make a start take a seventh of a second.
 *
 * @returns the paths of the program (`cli`) and of the module that exports its `runCommandLine`
 */
export async function buildCloud({ force = false } = {}) {
  const newest = Math.max(...[cloud, ...others].map(findNewestSource), ...listConsoleSources().map(getModifiedMs));
  if (force || newest > findOldestOutput() || !readFileSync(loader, "utf8").includes(`"${process.version}"`))
    await bundle();
  return { cli: join(dist, "cli.cjs"), commandLine: join(dist, "command-line.js") };
}

/**
 * fflate computes its tables when it is loaded, which would take 6 ms of a start: so it is loaded when the first zip is
 * opened.
 *
 * @type {import("esbuild").Plugin}
 */
const lateZip = {
  name: "late-zip",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^fflate$/ }, ({ kind }) =>
      kind === "import-statement" ? { path: "fflate", namespace: "late-zip" } : undefined,
    );
    onLoad({ filter: /./, namespace: "late-zip" }, () => ({
      contents: ["zipSync", "unzipSync"]
        .map((name) => `export const ${name} = (...given) => require("fflate").${name}(...given);`)
        .join("\n"),
      resolveDir: cloud,
    }));
  },
};

/** @type {import("esbuild").BuildOptions} */
const shared = {
  bundle: true,
  platform: "node",
  target: "node20",
  // Use the packages' ES modules: only these can be tree-shaken.
  mainFields: ["module", "main"],
  conditions: ["module"],
  // Not bundled: a native package, which is loaded at first use; and packages that only the sources use.
  external: ["@duckdb/node-api", "node-forge", "tsx"],
  plugins: [plainSchemas, lateZip],
  // Names are not minified, for readable stacks of bugs.
  minifyWhitespace: true,
  minifySyntax: true,
  // Licenses are in a file of their own: see third-party.mjs.
  legalComments: "none",
  metafile: true,
  absWorkingDir: cloud,
  logLevel: "warning",
};

/** Bundles the console's page into `dist/console/`. */
export const buildConsole = () => buildConsoleInto(pageDist);

/** Bundles into a folder beside dist/ first: another process may be starting from the files in dist/. */
async function bundle() {
  const created = join(cloud, `dist-${resolvePackageName()}`);
  try {
    const { metafile: program } = await build({
      ...shared,
      entryPoints: programs,
      outdir: created,
      format: "esm",
      // DuckDB's library is required from where start-process.ts says. Its JavaScript is bundled: to load its hundred small files takes a process three times as long as their
      // code.
      external: ["@duckdb/node-bindings", "tsx"],
      banner: {
        js: 'import { createRequire as labRequire } from "node:module"; const require = labRequire(process.argv[2] ?? import.meta.url);',
      },
    });
    const { outputFiles, metafile: whole } = await build({
      ...shared,
      entryPoints: [join(cloud, "bundle.ts")],
      write: false,
      format: "cjs",
      define: { "import.meta.url": "labUrl", "import.meta.resolve": "require.resolve" },
      banner: {
        js: '(function (exports, require, module, __filename, labImport) { "use strict"; const labUrl = require("node:url").pathToFileURL(__filename).href;',
      },
      footer: { js: "})" },
    });
    const [{ text, hash } = { text: "", hash: "" }] = outputFiles;
    const name = `lab-cloud-${hash.replaceAll(/\W/g, "")}.cjs`;
    // Code from a compile cache has no module of its own, so it cannot use `import()` itself.
    writeFileSync(join(created, name), text.replaceAll(/\bimport\(/g, "labImport("));
    writeFileSync(
      join(created, "compiled.cjs"),
      readFileSync(join(cloud, "compiled.cjs"), "utf8").replace("BUNDLE", name).replace("NODE", process.version),
    );
    for (const [file, text] of Object.entries(entries)) writeFileSync(join(created, file), text);
    for (const thread of threads) copyFileSync(join(cloud, thread), join(created, basename(thread)));
    execFileSync(process.execPath, ["--input-type=module", "--eval", COMPILE, join(created, "compiled.cjs")], {
      stdio: ["ignore", "ignore", "inherit"],
      // The program calls itself, which must not go through a proxy.
      env: { ...process.env, NODE_USE_ENV_PROXY: undefined },
    });
    const { inputs: consoleInputs } = await buildConsole();
    const inputs = [program, whole].flatMap((metafile) => Object.keys(metafile?.inputs ?? {}));
    writeFileSync(join(created, "THIRD-PARTY-LICENSES.txt"), collectLicenses([...inputs, ...consoleInputs], cloud));
    // The bundle first, then the files that refer to it.
    const isNaming = (/** @type {string} */ file) => outputs.includes(join(dist, file));
    const files = readdirSync(created).sort((a, b) => Number(isNaming(a)) - Number(isNaming(b)));
    for (const file of files) renameSync(join(created, file), join(dist, file));
    removeOld(files);
  } finally {
    rmSync(created, { recursive: true, force: true });
  }
}

/**
 * A program that starts a cloud and calls it, so that V8 compiles the functions that this needs, and stores the
 * compiled code.
 */
const COMPILE = `
import { writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
const { bundled, cache, script } = await import(pathToFileURL(process.argv[1]).href);
const cloud = await bundled.startCloud({ port: 0 });
const ask = { method: "POST", headers: { "x-amz-target": "Kinesis_20131202.ListStreams", "content-type": "application/x-amz-json-1.1" }, body: "{}" };
await (await fetch(cloud.endpoint, ask)).text();
await cloud.stop();
writeFileSync(cache, script.createCachedData());
`;

/**
 * Removes files of earlier builds, except those of the last hour, which a process may be starting from.
 *
 * @param {readonly string[]} files of this build
 * @param {number} [olderThanMs]
 */
function removeOld(files, olderThanMs = 3_600_000) {
  for (const name of readdirSync(dist)) {
    const path = join(dist, name);
    if (files.includes(name) || name === "types" || name === "console") continue;
    if ((statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Infinity) < Date.now() - olderThanMs)
      rmSync(path, { force: true });
  }
}

/**
 * The time of the last change, in ms.
 * @param {string} folder
 * @returns {number}
 */
function findNewestSource(folder) {
  let newest = 0;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      if (!entry.name.startsWith("dist") && entry.name !== "node_modules")
        newest = Math.max(newest, findNewestSource(path));
    } else if (!entry.name.endsWith(".test.ts")) newest = Math.max(newest, getModifiedMs(path));
  }
  return newest;
}

/**
 * The time of a file's last change, in ms; 0 if there is none.
 * @param {string} path
 */
const getModifiedMs = (path) => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;

function findOldestOutput() {
  return Math.min(...outputs.map(getModifiedMs));
}

/**
 * Prepares dist/ for npm: without earlier builds, with the public module's types and with the lock file by which DuckDB
 * is fetched.
 */
async function preparePackage() {
  await buildCloud();
  const bundle = /lab-cloud-\w+\.cjs/.exec(readFileSync(loader, "utf8"))?.[0] ?? "";
  removeOld(
    readdirSync(dist).filter((name) => !name.startsWith("lab-cloud-") || name.startsWith(bundle)),
    0,
  );
  declareTypes();
  // One changelog for all packages: they are released together.
  for (const page of ["CHANGELOG.md", "athena-sql/FUNCTIONS.md"])
    copyFileSync(join(cloud, "..", page), join(cloud, basename(page)));
  writeFileSync(join(dist, "duckdb-lock.json"), JSON.stringify(createDuckDbLock(), null, 2));
}

/** The part of the project's lock file that is about DuckDB, as npm would write it for a project that has DuckDB alone. */
function createDuckDbLock() {
  const { packages, ...lock } = JSON.parse(readFileSync(join(cloud, "../package-lock.json"), "utf8"));
  const requested = /^node_modules\/(@duckdb\/.*|detect-libc)$/;
  const matchingPackages = Object.entries(packages).filter(([path]) => requested.test(path));
  const dependencies = { "@duckdb/node-api": packages["node_modules/@duckdb/node-api"].version };
  return {
    lockfileVersion: lock.lockfileVersion,
    packages: { "": { dependencies }, ...Object.fromEntries(matchingPackages) },
  };
}

/** Writes the public module's types. Another step of `npm test` has checked them. */
function declareTypes() {
  const compiler = createRequire(import.meta.url).resolve("typescript/bin/tsc");
  const args = ["-p", join(cloud, "tsconfig.build.json"), "--noCheck"];
  execFileSync(process.execPath, [compiler, ...args], { stdio: "inherit" });
  for (const name of [
    "cloud/index",
    "cloud/cloud",
    "cloud/options",
    "cloud/core/journal-entry",
    "foundation/processes/command",
    "cloud/services/firehose/model/firehose-settings",
  ]) {
    const path = join(dist, "types", `${name}.d.ts`);
    // Node's own resolution needs file extensions, which the sources do not write.
    writeFileSync(path, readFileSync(path, "utf8").replaceAll(/from "(\.[^"]+)"/g, 'from "$1.js"'));
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if (process.argv.includes("--package")) await preparePackage();
  else await buildCloud({ force: true });
}

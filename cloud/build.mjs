import { execFileSync } from "node:child_process";
import {
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { plainSchemas } from "./plain-schemas.mjs";
import { thirdPartyLicences } from "./third-party.mjs";

const cloud = dirname(fileURLToPath(import.meta.url));
const dist = join(cloud, "dist");
/** What runs in a thread or a process of its own is started as a file; it stands beside the bundle. */
const threads = [
  "services/firehose/stages/jq/jq-worker.mjs",
  "columnar/orc-process.py",
  "services/kinesisanalyticsv2/running/run_application.py",
  "services/lambda/runtime/node-runtime.mjs",
  "services/lambda/runtime/python-runtime.py",
];
/** A program of its own, bundled: what the cloud forks. */
const programs = [{ in: join(cloud, "services/athena/engine/process/query-process.ts"), out: "query-process" }];
/** What others start and import; the code is in the bundle that `compiled.cjs` reads. */
const entries = {
  "cli.cjs":
    '#!/usr/bin/env node\nrequire("./compiled.cjs").bundled.commandLine(process.argv.slice(2)).then((code) => (process.exitCode = code));\n',
  "command-line.js": 'import { bundled } from "./compiled.cjs";\nexport const { commandLine } = bundled;\n',
  "index.js": 'import { bundled } from "./compiled.cjs";\nexport const { OptionError, startCloud } = bundled;\n',
};
/** The console's page: what browsers run. The pages that need a large library load it when they are opened. */
const page = join(cloud, "console");
/** What the page takes of the project's notebooks: how a pipeline is drawn. */
const drawings = ["flow-picture.ts", "fit-text.ts"].map((name) => join(cloud, "..", "src", "display", name));
const pageDist = join(dist, "console");
const loader = join(dist, "compiled.cjs");
/** Tells builds apart that run at once, in one process or in several. */
let builds = 0;
const ownName = () => `${process.pid}-${(builds += 1)}`;
const outputs = [loader, join(pageDist, "index.html"), ...Object.keys(entries).map((name) => join(dist, name))];

/**
 * Bundles the command line and the front door into dist/, if a source is newer or Node is another. Only the schemas of the SDK packages
 * stay in, their clients are shaken out; and the code is compiled already: both together make a start take a seventh of a second.
 *
 * @returns the paths of the program (`cli`) and of the module that exports its `commandLine`
 */
export async function buildCloud({ force = false } = {}) {
  const newest = Math.max(newestSource(cloud), ...drawings.map((file) => statSync(file).mtimeMs));
  if (force || newest > oldestOutput() || !readFileSync(loader, "utf8").includes(`"${process.version}"`))
    await bundle();
  return { cli: join(dist, "cli.cjs"), commandLine: join(dist, "command-line.js") };
}

/**
 * fflate works out its tables as it is loaded, 6 ms of a start: it is loaded when the first zip is opened.
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
  // Take the packages' ES modules: only those can be shaken.
  mainFields: ["module", "main"],
  conditions: ["module"],
  // Native, loaded when it is first needed; and what only the sources use.
  external: ["@duckdb/node-api", "node-forge", "tsx"],
  plugins: [plainSchemas, lateZip],
  // Names stay whole, for the stacks of bugs.
  minifyWhitespace: true,
  minifySyntax: true,
  // They stand in a file of their own: see third-party.mjs.
  legalComments: "none",
  metafile: true,
  absWorkingDir: cloud,
  logLevel: "warning",
};

/**
 * Bundles the console's page into `dist/console/`: for browsers, so that none needs anything but this machine. The page itself comes
 * last, since it names the rest.
 *
 * @returns what esbuild tells of each file's size, for the test that bounds it
 */
export async function buildConsole() {
  const { outputFiles, metafile } = await build({
    bundle: true,
    minify: true,
    write: false,
    metafile: true,
    absWorkingDir: cloud,
    splitting: true,
    format: "esm",
    target: "es2022",
    entryPoints: { main: join(page, "main.tsx"), style: join(page, "style.css") },
    chunkNames: "[name]-[hash]",
    outdir: pageDist,
    jsx: "automatic",
    jsxImportSource: "preact",
    tsconfigRaw: {},
    legalComments: "none",
    logLevel: "warning",
  });
  mkdirSync(pageDist, { recursive: true });
  const files = [
    ...outputFiles.map(({ path, contents }) => ({ path, contents })),
    { path: join(pageDist, "index.html"), contents: readFileSync(join(page, "index.html")) },
  ];
  for (const { path, contents } of files) {
    const own = `${path}.${ownName()}`;
    writeFileSync(own, contents);
    renameSync(own, path);
  }
  return { files, metafile };
}

/** Into a folder beside dist/ first: another process may be starting from what is there. */
async function bundle() {
  const made = join(cloud, `dist-${ownName()}`);
  try {
    const { metafile: program } = await build({
      ...shared,
      entryPoints: programs,
      outdir: made,
      format: "esm",
      // DuckDB's own hundred small files cost a process three times what their code does.
      external: ["@duckdb/node-bindings", "tsx"],
      banner: {
        js: 'import { createRequire as labRequire } from "node:module"; const require = labRequire(import.meta.url);',
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
    // Code that was compiled before no longer knows whose it is, and may import nothing itself.
    writeFileSync(join(made, name), text.replaceAll(/\bimport\(/g, "labImport("));
    writeFileSync(
      join(made, "compiled.cjs"),
      readFileSync(join(cloud, "compiled.cjs"), "utf8").replace("BUNDLE", name).replace("NODE", process.version),
    );
    for (const [file, text] of Object.entries(entries)) writeFileSync(join(made, file), text);
    for (const thread of threads) copyFileSync(join(cloud, thread), join(made, basename(thread)));
    execFileSync(process.execPath, ["--input-type=module", "--eval", COMPILE, join(made, "compiled.cjs")], {
      stdio: ["ignore", "ignore", "inherit"],
      // It calls itself: a proxy for the world outside must not be asked.
      env: { ...process.env, NODE_USE_ENV_PROXY: undefined },
    });
    const { metafile: page } = await buildConsole();
    const inputs = [program, whole, page].flatMap((one) => Object.keys(one?.inputs ?? {}));
    writeFileSync(join(made, "THIRD-PARTY-LICENSES.txt"), thirdPartyLicences(inputs, cloud));
    // The bundle first, then what names it.
    const isNaming = (/** @type {string} */ file) => outputs.includes(join(dist, file));
    const files = readdirSync(made).sort((a, b) => Number(isNaming(a)) - Number(isNaming(b)));
    for (const file of files) renameSync(join(made, file), join(dist, file));
    removeOld(files);
  } finally {
    rmSync(made, { recursive: true, force: true });
  }
}

/** Starts a cloud and asks it something, so that V8 compiles what that takes, and keeps it. */
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

/** Removes what earlier builds left; not what is of the last hour, on which somebody may be starting. @param {readonly string[]} files of this build */
function removeOld(files) {
  for (const name of readdirSync(dist)) {
    const path = join(dist, name);
    if (files.includes(name) || name === "types" || name === "console") continue;
    if ((statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Infinity) < Date.now() - 3_600_000)
      rmSync(path, { force: true });
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
      if (!entry.name.startsWith("dist") && entry.name !== "node_modules")
        newest = Math.max(newest, newestSource(path));
    } else if (!entry.name.endsWith(".test.ts"))
      newest = Math.max(newest, statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0);
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
  for (const name of [
    "index",
    "cloud",
    "options",
    "core/journal-entry",
    "processes/command",
    "services/firehose/firehose-settings",
  ]) {
    const path = join(dist, "types", `${name}.d.ts`);
    // Node's own resolution wants file endings, which the sources do without.
    writeFileSync(path, readFileSync(path, "utf8").replaceAll(/from "(\.[^"]+)"/g, 'from "$1.js"'));
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await buildCloud({ force: true });
  if (process.argv.includes("--types")) declareTypes();
}

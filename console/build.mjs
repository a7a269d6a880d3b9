import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = dirname(fileURLToPath(import.meta.url));
const page = join(root, "src");
/** Modules that draw pipelines and metrics, and write calls as code, here as in the labs' notebooks. */
const shared = [
  "api-calls/as-typescript.ts",
  "api-calls/blobs.ts",
  "api-calls/to-cli.ts",
  "display/fit-text.ts",
  "display/flow-picture.ts",
  "display/metric-bars.ts",
].map((file) => join(root, "..", "src", file));
/** A counter for the names of temporary files: several builds may run at once. */
let fileCount = 0;

/** All files that a build reads, except packages. */
export const listConsoleSources = () => [
  ...readdirSync(page, { recursive: true, encoding: "utf8" }).map((file) => join(page, file)),
  ...shared,
  fileURLToPath(import.meta.url),
];

/**
 * Bundles the console's page into a folder: all that browsers need, so that they load nothing from other machines. The
 * page itself is written last, since it refers to the other files.
 *
 * @param {string} folder
 * @returns the files that were written, and the paths of all sources, those of packages included
 */
export async function buildConsole(folder) {
  const { outputFiles, metafile } = await build({
    bundle: true,
    minify: true,
    write: false,
    metafile: true,
    absWorkingDir: root,
    splitting: true,
    format: "esm",
    target: "es2022",
    entryPoints: { main: join(page, "app", "main.tsx"), style: join(page, "style.css") },
    chunkNames: "[name]-[hash]",
    outdir: folder,
    jsx: "automatic",
    jsxImportSource: "preact",
    tsconfigRaw: {},
    legalComments: "none",
    logLevel: "warning",
  });
  mkdirSync(folder, { recursive: true });
  const files = [
    ...outputFiles.map(({ path, contents }) => ({ path, contents })),
    { path: join(folder, "index.html"), contents: readFileSync(join(page, "index.html")) },
  ];
  for (const { path, contents } of files) {
    const temporaryPath = `${path}.${process.pid}-${(fileCount += 1)}`;
    writeFileSync(temporaryPath, contents);
    renameSync(temporaryPath, path);
  }
  return { files, inputs: Object.keys(metafile.inputs).map((path) => resolve(root, path)) };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildConsole(resolve(process.argv[2] ?? "dist"));

import { existsSync, readdirSync, readFileSync, realpathSync, rmSync, statSync } from "node:fs";
import path from "node:path";
import { isBundleCurrent, noteInputs } from "../../kernel/bundle-inputs.mjs";
import { bundleAroundBrokenLabs } from "../../authoring/bundle-around-broken-labs.mjs";
import { replaceFile } from "../../kernel/replace-file.mjs";

/** The programs' source files in the project. */
const PROGRAMS = { main: "scripts/labs/main.ts", start: "scripts/start/main.ts" };
const TYPESCRIPT = "typescript";
const HOUR_MS = 3_600_000;

/**
 * Bundles the `labs` command and `npm start` into plain JavaScript unless the present bundle was made from the present sources: compiling
 * TypeScript at each start takes more than a second.
 *
 * @param {string} root absolute path of the project
 * @returns {Promise<Record<keyof typeof PROGRAMS, string>>} the files to import
 */
export async function bundleLabs(root) {
  const dist = path.join(root, "scripts", "labs", "dist");
  const files = { main: path.join(dist, "main.js"), start: path.join(dist, "start.js") };
  if (!isBundleCurrent(getInputsFile(dist), root) || Object.values(files).some((file) => !existsSync(file)))
    await build(root, dist);
  return files;
}

/** @param {string} dist */
const getInputsFile = (dist) => path.join(dist, "inputs.json");

/**
 * @param {string} root
 * @param {string} dist
 */
async function build(root, dist) {
  const beganMs = Date.now();
  const { build: bundle } = await import("esbuild");
  const base = realpathSync(root);
  const { built, broken } = await bundleAroundBrokenLabs(base, (around) =>
    bundle({
      entryPoints: Object.entries(PROGRAMS).map(([out, file]) => ({ in: path.join(base, file), out })),
      outdir: path.join(base, path.relative(root, dist)),
      absWorkingDir: base,
      bundle: true,
      // Each command becomes its own file, read when the command is called.
      splitting: true,
      packages: "external",
      platform: "node",
      format: "esm",
      target: "node20",
      sourcemap: "linked",
      metafile: true,
      write: false,
      logLevel: "silent",
      plugins: [around, keepOutside(base, dist), keepFilesBesideSources(base), typescriptWhenUsed],
    }),
  );
  const { outputFiles, metafile } = built;
  for (const { path: file, contents } of outputFiles)
    replaceFile(path.join(dist, path.relative(path.join(base, path.relative(root, dist)), file)), contents);
  const inputs = [...Object.keys(metafile.inputs), "scripts/labs/bundle.mjs", ...broken.flatMap(({ files }) => files)];
  noteInputs(getInputsFile(dist), { root, files: inputs, beganMs });
  removeOld(dist, new Set(outputFiles.map(({ path: file }) => path.basename(file))));
}

/**
 * Removes the files of earlier bundles, except those of the last hour, which another process may still be reading.
 * @param {string} dist
 * @param {ReadonlySet<string>} created
 */
function removeOld(dist, created) {
  for (const name of readdirSync(dist)) {
    const file = path.join(dist, name);
    if (created.has(name) || file === getInputsFile(dist)) continue;
    if ((statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? Infinity) < Date.now() - HOUR_MS) rmSync(file);
  }
}

/**
 * Modules that stay outside the bundle: plain JavaScript files, which look for files beside themselves, and the lab cloud, which
 * has its own bundler.
 * @param {string} root
 * @param {string} dist
 * @returns {import("esbuild").Plugin}
 */
const keepOutside = (root, dist) => ({
  name: "outside",
  setup(bundler) {
    bundler.onResolve({ filter: /^\..*\.mjs$/ }, ({ path: name, resolveDir }) => {
      const inProject = path.relative(root, path.resolve(resolveDir, name));
      const up = path.relative(dist, path.dirname(path.dirname(path.dirname(dist))));
      return { path: path.join(up, inProject).replaceAll("\\", "/"), external: true };
    });
    bundler.onResolve({ filter: /\/cloud\/index$/ }, () => ({ path: "lab-cloud", external: true }));
  },
});

/**
 * Some sources read a file that lies beside them: their paths are kept, wherever the bundle is.
 * @param {string} root
 * @returns {import("esbuild").Plugin}
 */
const keepFilesBesideSources = (root) => ({
  name: "files-beside-sources",
  setup(bundler) {
    bundler.onLoad({ filter: /\.ts$/ }, ({ path: file }) => {
      const inProject = path.relative(root, file);
      if (inProject.startsWith("..") || inProject.includes("node_modules")) return undefined;
      const text = readFileSync(file, "utf8").replaceAll("import.meta.dirname", JSON.stringify(path.dirname(file)));
      return { contents: text, loader: "ts" };
    });
  },
});

/**
 * Loads TypeScript at its first use: it takes longer to load than all other packages, and most commands never use it.
 * @type {import("esbuild").Plugin}
 */
const typescriptWhenUsed = {
  name: "typescript-when-used",
  setup(bundler) {
    bundler.onResolve({ filter: /^typescript$/ }, () => ({ path: TYPESCRIPT, namespace: TYPESCRIPT }));
    bundler.onLoad({ filter: /.*/, namespace: TYPESCRIPT }, () => ({
      contents: `
        import { createRequire } from "node:module";
        const require = createRequire(import.meta.url);
        export default new Proxy({}, { get: (_, name) => require("typescript")[name] });
      `,
      loader: "js",
    }));
  },
};

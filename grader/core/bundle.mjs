import { existsSync, readdirSync, readFileSync, realpathSync } from "node:fs";
import path from "node:path";
import { isBundleCurrent, noteInputs } from "../../kernel/bundle-inputs.mjs";
import { replaceFile } from "../../kernel/replace-file.mjs";
import { bundleAroundBrokenLabs } from "../../authoring/bundle-around-broken-labs.mjs";
import { bundleIntoFile } from "../../kernel/bundle-snapshot.mjs";

/** Folders of labs: the course's own, and those of the grader's tests. */
const LABS = ["course", "grader/testing/course"];
const PROGRAMS = ["index", "worker", "checker", "compiler", "compiler-snapshot", "inside", "enter", "code-cache"];

/** @type {Promise<unknown> | undefined} */
let building;

/** @param {string} root */
export async function bundleGrader(root) {
  const dist = path.join(root, "grader", "dist");
  const files = Object.fromEntries(PROGRAMS.map((name) => [name, path.join(dist, `${name}.js`)]));
  const checks = listLabs(root).map(({ lab }) => path.join(dist, "course", `${lab}.js`));
  if (
    !isBundleCurrent(getInputsFile(dist), root) ||
    ![...Object.values(files), ...checks].every((file) => existsSync(file))
  ) {
    building ??= build(root, dist).finally(() => {
      building = undefined;
    });
    await building;
  }
  const { buildCloud } = await import("../../cloud/build.mjs");
  await buildCloud();
  return files;
}

/** @param {string} dist */
const getInputsFile = (dist) => path.join(dist, "inputs.json");

/**
 * Ids of the labs that have checks.
 * @param {string} root
 */
function listLabs(root) {
  return LABS.map((name) => path.join(root, name))
    .filter((folder) => existsSync(folder))
    .flatMap((folder) =>
      readdirSync(folder)
        .map((lab) => ({ lab, file: path.join(folder, lab, "checks.ts") }))
        .filter(({ file }) => existsSync(file)),
    );
}

/**
 * @param {string} root
 * @param {string} dist
 */
async function build(root, dist) {
  const beganMs = Date.now();
  const { build: bundle } = await import("esbuild");
  const resolvePath = (/** @type {string} */ name) => path.join(root, "grader", name);
  const plugins = [bundledCloud, keepFilesBesideLabs(root)];
  /** @type {import("esbuild").BuildOptions & { readonly write: false, readonly metafile: true }} */
  const shared = {
    outdir: dist,
    bundle: true,
    packages: "external",
    platform: "node",
    format: "esm",
    target: "node20",
    write: false,
    metafile: true,
    logLevel: "silent",
    absWorkingDir: root,
    sourcemap: "linked",
    plugins,
  };
  const checks = listLabs(root).map(({ lab, file }) => ({ in: file, out: `course/${lab}` }));
  const { built: engine, broken } = await bundleAroundBrokenLabs(root, (around) =>
    // Checks and engine share one registry of exercises, and so one copy of its module.
    bundle({
      ...shared,
      splitting: true,
      packages: "bundle",
      mainFields: ["module", "main"],
      plugins: [around, ...plugins, loadTypescriptWhereUsed(root), clientsWithin],
      entryPoints: [
        { in: resolvePath("index.ts"), out: "index" },
        { in: resolvePath("worker/main.ts"), out: "worker" },
        { in: resolvePath("checker/main.ts"), out: "checker" },
        ...checks,
      ],
    }),
  );
  const built = await Promise.all([
    engine,
    bundle({ ...shared, entryPoints: [{ in: resolvePath("compile/main.ts"), out: "compiler" }] }),
    // A startup snapshot of Node is made from one file, which cannot load others.
    bundle({
      ...shared,
      ...bundleIntoFile(root, path.join(dist, "compiler-snapshot.js")),
      entryPoints: [{ in: resolvePath("compile/snapshot-main.ts"), out: "compiler-snapshot" }],
    }),
    // A sandbox sees only one of these files.
    bundle({
      ...shared,
      sourcemap: false,
      entryPoints: [{ in: resolvePath("sandbox/inside/main.ts"), out: "inside" }],
    }),
    bundle({
      ...shared,
      sourcemap: false,
      entryPoints: [{ in: resolvePath("sandbox/inside/enter.ts"), out: "enter" }],
    }),
    bundle({
      ...shared,
      sourcemap: false,
      entryPoints: [{ in: resolvePath("sandbox/code-cache/make.ts"), out: "code-cache" }],
    }),
  ]);
  const files = built.flatMap(({ outputFiles }) => outputFiles);
  // Programs are written last: a program that is there shows that all files are there.
  for (const { path: file, contents } of files.sort(
    (a, b) => Number(isProgram(a.path, dist)) - Number(isProgram(b.path, dist)),
  ))
    replaceFile(file, contents);
  const inputs = built.flatMap(({ metafile }) => Object.keys(metafile.inputs));
  noteInputs(getInputsFile(dist), {
    root,
    files: [
      "grader/core/bundle.mjs",
      "kernel/bundle-snapshot.mjs",
      ...new Set([...inputs, ...broken.flatMap(({ files }) => files)]),
    ],
    beganMs,
  });
}

/**
 * @param {string} file
 * @param {string} dist
 */
function isProgram(file, dist) {
  return path.dirname(file) === dist && PROGRAMS.includes(path.basename(file, ".js"));
}

/**
 * The lab cloud has its own bundler, which shakes the unused schemas out of the SDK. In a workspace project, the lab cloud is a
 * package.
 * @type {import("esbuild").Plugin}
 */
const bundledCloud = {
  name: "bundled-cloud",
  setup(bundler) {
    bundler.onResolve({ filter: /\/cloud\/index$/ }, () => ({ path: "lab-cloud", external: true }));
    // This file itself, as seen from dist/.
    bundler.onResolve({ filter: /\/bundle\.mjs$/ }, () => ({ path: "../core/bundle.mjs", external: true }));
  },
};

/**
 * TypeScript takes longer to load than all other packages. The modules of `authoring/` that the engine does not use are left out, and with
 * them TypeScript.
 * @param {string} root
 * @returns {import("esbuild").Plugin}
 */
const loadTypescriptWhereUsed = (root) => ({
  name: "typescript-where-used",
  setup(bundler) {
    const folder = path.join(root, "authoring") + path.sep;
    bundler.onResolve({ filter: /^typescript$/ }, ({ path: name }) => ({
      path: name,
      external: true,
      sideEffects: false,
    }));
    bundler.onResolve({ filter: /^\.\.?\// }, ({ path: name, resolveDir }) => {
      const file = `${path.resolve(resolveDir, name)}.ts`;
      return file.startsWith(folder) && existsSync(file) ? { path: file, sideEffects: false } : undefined;
    });
  },
});

/**
 * AWS's clients are bundled, with only the parts that labs use, since Node takes five times as long to load them from their packages. All other
 * packages are imported from where they are installed.
 * @type {import("esbuild").Plugin}
 */
const clientsWithin = {
  name: "clients-within",
  setup(bundler) {
    bundler.onResolve({ filter: /^[^.]/ }, ({ path: name, kind }) =>
      kind === "entry-point" || /^(@aws|@aws-sdk|@aws-crypto|@smithy|tslib|fast-xml-parser)(\/|$)/.test(name)
        ? undefined
        : { path: name, external: true },
    );
  },
};

/**
 * A lab may read files that lie beside its sources: their paths are kept, wherever the bundle is.
 * @param {string} root
 * @returns {import("esbuild").Plugin}
 */
const keepFilesBesideLabs = (root) => ({
  name: "files-beside-labs",
  setup(bundler) {
    const folders = [root, realpathSync(root)].flatMap((base) =>
      LABS.map((folder) => path.join(base, folder) + path.sep),
    );
    bundler.onLoad({ filter: /[\\/]course[\\/].*\.ts$/ }, ({ path: file }) => {
      // The path of the project itself may contain a folder of that name.
      if (!folders.some((folder) => file.startsWith(folder))) return undefined;
      const text = readFileSync(file, "utf8").replaceAll("import.meta.dirname", JSON.stringify(path.dirname(file)));
      return { contents: text, loader: "ts" };
    });
  },
});

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";

const TYPESCRIPT = "@tslab/typescript-for-tslab";
/** The module name of tslab's own TypeScript, which the kernel replaces by its overlay (typescript.ts). */
const SLOT = "labs:tslab-typescript";
/**
 * The module name of the parts of tslab that the kernel otherwise loads by `createRequire`: this bundle can load no
 * file.
 */
const REQUIRED = "labs:tslab-required";
const ESBUILD = "labs:esbuild";

/**
 * How the compiler is bundled for a startup snapshot: TypeScript and tslab are in the bundle, since Node allows no
 * `require` of files while it makes a snapshot. `__filename` of both stays their real path, beside which TypeScript
 * finds its declarations. esbuild, which starts a program of its own, is loaded when it is first used.
 *
 * @param {string} root absolute path of the project
 * @param {string} here the bundle
 * @returns {Pick<import("esbuild").BuildOptions, "packages" | "format" | "alias" | "sourcemap" | "define" | "plugins">}
 */
export function bundleIntoOneFile(root, here) {
  const require = createRequire(path.join(root, "package.json"));
  const fromTslab = createRequire(require.resolve("tslab/package.json"));
  const typescript = fromTslab.resolve(TYPESCRIPT);
  const tslab = path.dirname(require.resolve("tslab/dist/converter"));
  /** @type {Readonly<Record<string, string>>} */
  const texts = {
    [SLOT]: "module.exports = { exports: undefined };",
    [REQUIRED]: `
      const slot = require("${SLOT}");
      const load = (name) => {
        if (name === "${TYPESCRIPT}") return (slot.exports ??= require("${TYPESCRIPT}"));
        return require("tslab/dist/converter");
      };
      exports.createRequire = () =>
        Object.assign((name) => load(name), { resolve: (name) => name, cache: { "${TYPESCRIPT}": slot } });`,
    [ESBUILD]: `
      const { createRequire } = require("node:module");
      exports.build = (...args) => createRequire(${JSON.stringify(here)})("esbuild").build(...args);`,
  };
  /** @type {import("esbuild").Plugin} */
  const plugin = {
    name: "in-one-file",
    setup(bundler) {
      const isTslab = (/** @type {string} */ file) => file.startsWith(tslab + path.sep);
      const createVirtual = (/** @type {string} */ name) => ({ path: name, namespace: "labs" });
      bundler.onResolve({ filter: /^labs:/ }, ({ path: name }) => createVirtual(name));
      bundler.onResolve({ filter: /^esbuild$/ }, () => createVirtual(ESBUILD));
      bundler.onResolve({ filter: /^node:module$/ }, ({ importer }) =>
        importer === path.join(root, "kernel", "compile", "tslab.ts") ? createVirtual(REQUIRED) : undefined,
      );
      bundler.onResolve({ filter: /^@tslab\/typescript-for-tslab$/ }, ({ importer }) =>
        isTslab(importer) ? createVirtual(`${SLOT}.exports`) : { path: typescript },
      );
      bundler.onResolve({ filter: /^tslab\/dist\// }, ({ path: name }) => ({ path: require.resolve(name) }));
      bundler.onLoad({ filter: /.*/, namespace: "labs" }, ({ path: name }) => ({
        contents: texts[name] ?? `module.exports = require("${SLOT}").exports;`,
        resolveDir: root,
      }));
      bundler.onLoad({ filter: /\.js$/ }, ({ path: file }) => {
        if (file !== typescript && !isTslab(file)) return undefined;
        const location = `const __filename = ${JSON.stringify(file)}, __dirname = ${JSON.stringify(path.dirname(file))};\n`;
        return { contents: location + readFileSync(file, "utf8") };
      });
    },
  };
  return {
    packages: "bundle",
    format: "cjs",
    sourcemap: false,
    alias: { typescript: TYPESCRIPT },
    define: {
      "import.meta.url": JSON.stringify(pathToFileURL(here).href),
      "import.meta.dirname": JSON.stringify(path.dirname(here)),
    },
    plugins: [plugin],
  };
}

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";

/** tslab's TypeScript import: the kernel's overlay of the project's TypeScript (typescript.ts). */
const FORK = "@tslab/typescript-for-tslab";
/** The name of a module that has the overlay, once the kernel has made it. */
const SLOT = "labs:module-cache";
/**
 * The module name of the parts of tslab that the kernel otherwise loads by `createRequire`: this bundle can load no
 * file.
 */
const REQUIRED = "labs:tslab-required";
const ESBUILD = "labs:esbuild";

/**
 * How the compiler is bundled for a startup snapshot: TypeScript and tslab are in the bundle, since Node allows no
 * `require` of files while it makes a snapshot. `__filename` of both stays their real path, beside which TypeScript
 * finds its declarations. esbuild, which starts its own program, is loaded when it is first used.
 *
 * @param {string} root absolute path of the project
 * @param {string} here the bundle
 * @returns {Pick<import("esbuild").BuildOptions, "packages" | "format" | "sourcemap" | "define" | "plugins">}
 */
export function bundleIntoFile(root, here) {
  const require = createRequire(path.join(root, "package.json"));
  const typescript = require.resolve("typescript");
  const tslab = path.dirname(require.resolve("tslab/dist/converter"));
  /** @type {Readonly<Record<string, string>>} */
  const texts = {
    [SLOT]: "module.exports = {};",
    [REQUIRED]: `
      const cache = require("${SLOT}");
      const load = (name) => (name === "typescript" ? require("typescript") : require("tslab/dist/converter"));
      exports.createRequire = () => Object.assign(load, { resolve: (name) => name, cache });`,
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
      bundler.onResolve({ filter: /^@tslab\/typescript-for-tslab$/ }, () => createVirtual(`labs:${FORK}`));
      bundler.onResolve({ filter: /^typescript$/ }, () => ({ path: typescript }));
      bundler.onResolve({ filter: /^tslab\/dist\// }, ({ path: name }) => ({ path: require.resolve(name) }));
      bundler.onLoad({ filter: /.*/, namespace: "labs" }, ({ path: name }) => ({
        contents: texts[name] ?? `module.exports = require("${SLOT}")["${FORK}"].exports;`,
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
    define: {
      "import.meta.url": JSON.stringify(pathToFileURL(here).href),
      "import.meta.dirname": JSON.stringify(path.dirname(here)),
    },
    plugins: [plugin],
  };
}

// Finds the handler of a function in Node.js; a part of node-runtime.mjs.
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, resolve } from "node:path";
import { pathToFileURL } from "node:url";

/** @typedef {Error & { code?: string }} Failure */

/** An error of AWS's runtime. @param {string} name @param {string} message @param {string} [stack] */
export function createFailure(name, message, stack) {
  // AWS's runtime has a class for each of these errors, whose name is the errorType in JSON.
  const kind = name.slice(name.indexOf(".") + 1);
  const Failure = /** @type {Record<string, typeof Error>} */ ({ [kind]: class extends Error {} })[kind] ?? Error;
  Failure.prototype.name = name;
  const error = new Failure(message);
  error.stack = `${name}: ${message}${stack === undefined ? (error.stack ?? "").replace(/^[^\n]*/, "") : `\n${stack}`}`;
  return error;
}

const BAD_HANDLER = "Bad handler";

/** `folder/index.handler.inner`: the file's path up to the first dot of its name, then the path of an export. @param {string} text */
function parseHandler(text) {
  const slash = text.lastIndexOf("/") + 1;
  const match = /^([^.]*)\.(.+)$/.exec(text.slice(slash));
  if (match === null || text.includes("..")) throw createFailure("Runtime.MalformedHandlerName", BAD_HANDLER);
  return { file: text.slice(0, slash) + match[1], names: (match[2] ?? "").split(".") };
}

/** Whether the nearest package.json makes .js files ES modules. @param {string} path @param {string} root @param {string} [opt] */
function isModulePackage(path, root, opt) {
  const isWithin = (/** @type {string} */ folder) => folder.startsWith(root) || folder.startsWith(opt ?? root);
  for (let folder = dirname(path); isWithin(folder); folder = dirname(folder)) {
    const file = resolve(folder, "package.json");
    try {
      return JSON.parse(readFileSync(file, "utf8")).type === "module";
    } catch (error) {
      if (error instanceof Error && "code" in error && error.code === "ENOENT") continue;
      return false; // It says no type.
    }
  }
  return false;
}

/** @param {string} file without its extension, relative to the task's root @param {string} root @param {string} [opt] */
async function loadFile(file, root, opt) {
  // A layer may hold the handler; on AWS its files are at /opt.
  const path = resolve(root, opt === undefined ? file : file.replace(/^\/opt(?=\/)/, opt));
  const require = createRequire(resolve(root, "runtime.js"));
  const isModule = isModulePackage(path, root, opt);
  if (existsSync(`${path}.js`)) return isModule ? import(pathToFileURL(`${path}.js`).href) : require(`${path}.js`);
  if (existsSync(`${path}.mjs`)) return import(pathToFileURL(`${path}.mjs`).href);
  if (existsSync(`${path}.cjs`)) return require(`${path}.cjs`);
  // The file is a package, or a folder with an index.
  return require(require.resolve(existsSync(path) ? path : file, { paths: [root] }));
}

/**
 * Loads a function's handler.
 *
 * @param {string} name such as `index.handler`
 * @param {string} root the folder with the function's code
 * @param {string} [opt] the folder with the files of its layers
 * @returns {Promise<Function>}
 * @throws {Error} one of AWS's runtime, or what the code throws when it is loaded
 */
export async function loadHandler(name, root, opt) {
  const { file, names } = parseHandler(name);
  /** @type {any} */
  let found;
  try {
    found = await loadFile(file, root, opt);
  } catch (error) {
    const { code, name: kind, message, stack } = /** @type {Failure} */ (error);
    if (error instanceof SyntaxError || kind === "SyntaxError")
      throw createFailure("Runtime.UserCodeSyntaxError", `SyntaxError: ${message}`, stack);
    if (code === "MODULE_NOT_FOUND" || code === "ERR_MODULE_NOT_FOUND")
      throw createFailure("Runtime.ImportModuleError", `Error: ${message}`, stack);
    throw error;
  }
  const missing = createFailure("Runtime.HandlerNotFound", `${name} is undefined or not exported`);
  for (const member of names) {
    found = found?.[member] ?? found?.default?.[member];
    if (found === undefined || found === null) throw missing;
  }
  if (typeof found !== "function") throw createFailure("Runtime.HandlerNotFound", `${name} is not a function`);
  return found;
}

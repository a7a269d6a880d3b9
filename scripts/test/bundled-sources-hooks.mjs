import { existsSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
/** Folder of the bundle. */
let bundle = "";

/**
 * Called by Node before the first import.
 * @param {string} folder  folder of the bundle
 */
export function initialize(folder) {
  bundle = folder;
}

/** @type {import("node:module").ResolveHook} */
export async function resolve(specifier, context, next) {
  const resolved = await next(specifier, context);
  if (!resolved.url.startsWith("file:") || !resolved.url.endsWith(".ts")) return resolved;
  const source = relative(root, fileURLToPath(resolved.url));
  const bundled = join(bundle, source.replace(/\.ts$/, ".mjs"));
  return existsSync(bundled) ? { ...resolved, url: pathToFileURL(bundled).href, format: "module" } : resolved;
}

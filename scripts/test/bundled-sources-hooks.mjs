import { existsSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

/** Folders of the project and of the bundle. */
let project = { root: "", folder: "" };

/**
 * Called by Node before the first import.
 * @param {typeof project} folders
 */
export function initialize(folders) {
  project = folders;
}

/** @type {import("node:module").ResolveHook} */
export async function resolve(specifier, context, next) {
  const resolved = await next(specifier, context);
  if (!resolved.url.startsWith("file:") || !resolved.url.endsWith(".ts")) return resolved;
  const source = relative(project.root, fileURLToPath(resolved.url));
  const bundled = join(project.folder, source.replace(/\.ts$/, ".mjs"));
  return existsSync(bundled) ? { ...resolved, url: pathToFileURL(bundled).href, format: "module" } : resolved;
}

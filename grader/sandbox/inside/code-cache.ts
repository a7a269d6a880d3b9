import path from "node:path";
import { openCache, type CacheFile } from "../code-cache/cache-file";
import { loadModulesBy, createModuleScript } from "../code-cache/node-modules";

/**
 * Makes Node load packages with a code cache, so that it neither searches for their files nor compiles them again. The source is still
 * read from the packages, and V8 compiles it if the cache is from another version.
 *
 * @param file the cache, made by trusted code
 * @param root absolute path of the project
 */
export function loadByCodeCache(file: string, root: string): void {
  const cache = tryToOpenCache(file);
  if (!cache) return;
  const { imports, readBytes } = cache;
  const start = `${root}/`;
  const toProjectName = (name: string): string => (name.startsWith(start) ? name.slice(start.length) : "");
  // Files of the project find the same packages as the notebook.
  const findAskingModule = (name: string): string => (/^(|node_modules\/.*)$/.test(name) ? name : "notebook.cjs");
  loadModulesBy({
    resolve(request, from, plainly) {
      const found = imports.get(findAskingModule(toProjectName(from)))?.get(request);
      return found === undefined ? plainly() : path.join(root, found);
    },
    compileScript(text, name) {
      const cachedData = readBytes(toProjectName(name));
      return cachedData && createModuleScript(text, name, cachedData);
    },
  });
}

/** The cache; undefined if it cannot be read, which only makes the start slower. */
function tryToOpenCache(file: string): CacheFile | undefined {
  try {
    return openCache(file);
  } catch {
    return undefined;
  }
}

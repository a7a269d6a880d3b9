import path from "node:path";
import { openCache } from "../code-cache/cache-file";
import type { CacheFile } from "../code-cache/cache-file";
import { loadModulesBy, moduleScript } from "../code-cache/node-modules";

/**
 * Has Node load packages by a code cache: it neither looks for their files nor compiles them again. The texts are those of the packages
 * all the same, and V8 compiles them where the cache is another version's.
 *
 * @param file the cache, which trusted code has made
 * @param root absolute path of the project
 */
export function loadByCodeCache(file: string, root: string): void {
  const cache = opened(file);
  if (!cache) return;
  const { imports, bytes } = cache;
  const start = `${root}/`;
  const inProject = (name: string): string => (name.startsWith(start) ? name.slice(start.length) : "");
  // Files of the project find packages where the notebook finds them.
  const askedBy = (name: string): string => (/^(|node_modules\/.*)$/.test(name) ? name : "notebook.cjs");
  loadModulesBy({
    resolve(request, from, plainly) {
      const found = imports.get(askedBy(inProject(from)))?.get(request);
      return found === undefined ? plainly() : path.join(root, found);
    },
    script(text, name) {
      const cachedData = bytes(inProject(name));
      return cachedData && moduleScript(text, name, cachedData);
    },
  });
}

/** A cache that cannot be read only makes a start longer. */
function opened(file: string): CacheFile | undefined {
  try {
    return openCache(file);
  } catch {
    return undefined;
  }
}

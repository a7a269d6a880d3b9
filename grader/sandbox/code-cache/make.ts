/**
 * The program that makes a code cache of AWS's clients, for sandboxes to start with. It runs outside the sandbox, before any code of a
 * submission. Bundled into one file.
 */
import { realpathSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import type vm from "node:vm";
import { createCacheContents } from "./cache-file";
import { loadModulesBy, createModuleScript } from "./node-modules";
import { callOnce } from "./call-once";

const [folder = ".", out = "", ...packages] = process.argv.slice(2);
// Node names modules by their real paths, without links.
const root = realpathSync(folder);
const scripts = new Map<string, vm.Script>();
const imports = new Map<string, Map<string, string>>();

/** The path of a file in the project; undefined for other files. */
const toProjectPath = (file: string): string | undefined =>
  file.startsWith(root + path.sep) ? file.slice(root.length + 1) : undefined;
const isInPackage = (name: string | undefined): name is string => name?.startsWith("node_modules/") ?? false;

loadModulesBy({
  resolve(request, from, plainly) {
    const found = plainly();
    const asking = toProjectPath(from);
    const name = toProjectPath(found);
    if (asking !== undefined && isInPackage(name))
      imports.set(asking, (imports.get(asking) ?? new Map<string, string>()).set(request, name));
    return found;
  },
  compileScript(text, file) {
    const name = toProjectPath(file);
    if (!isInPackage(name)) return undefined;
    const script = createModuleScript(text, file);
    scripts.set(name, script);
    return script;
  },
});
// Cells and the library import from this folder.
const require = createRequire(path.join(root, "notebook.cjs"));
for (const name of packages) require(name);
await callOnce(require);
const codes = new Map([...scripts].map(([name, script]) => [name, script.createCachedData()]));
writeFileSync(out, createCacheContents(codes, imports));

import { createRequire } from "node:module";
import path from "node:path";
import vm from "node:vm";
import type { LocalModule } from "../compile/cell";
import { CHECKPOINTS } from "../compile/checkpoints";
import type { Checkpoints } from "./checkpoints";

interface LocalModules {
  /** Takes compiled files; an edited file, and every file that imports it, is loaded again at the next import. */
  add(modules: readonly LocalModule[]): void;
  /** Compiles the files that are not loaded yet, without running them. */
  readonly compile: () => void;
  /** `require` as seen from the project root. */
  readonly require: (id: string) => unknown;
}

interface LoadedModule {
  exports: unknown;
}
type ModuleBody = (...all: readonly unknown[]) => void;

const WRAPPER_START = `(function (exports, require, module, __filename, __dirname, ${CHECKPOINTS}) { `;

/**
 * Loads the project's own files from the compiler's output, and all other modules as Node does.
 *
 * @param builtIn modules that the kernel itself provides, by the name that `import` uses
 */
export function createLocalModules(
  root: string,
  checkpoints: Checkpoints,
  builtIn: Readonly<Record<string, unknown>>,
): LocalModules {
  const compiled = new Map<string, LocalModule>();
  const bodies = new Map<LocalModule, ModuleBody>();
  const loaded = new Map<string, LoadedModule>();
  const importers = new Map<string, Set<string>>();

  function requireFrom(importer: string): (id: string) => unknown {
    const plain = createRequire(importer);
    const require = (id: string): unknown => {
      const provided = builtIn[id];
      if (provided !== undefined) return provided;
      const file = findLocalFile(path.dirname(importer), id, compiled);
      return file === undefined ? plain(id) : load(file, importer);
    };
    return Object.assign(require, { resolve: plain.resolve, cache: plain.cache, main: undefined });
  }

  function compile(file: LocalModule): ModuleBody {
    const body =
      bodies.get(file) ??
      (vm.runInThisContext(`${WRAPPER_START}${file.js}\n})`, {
        filename: file.path,
        columnOffset: -WRAPPER_START.length,
      }) as ModuleBody);
    bodies.set(file, body);
    return body;
  }

  function load(file: LocalModule, importer: string): unknown {
    importers.set(file.path, (importers.get(file.path) ?? new Set()).add(importer));
    const known = loaded.get(file.path);
    if (known !== undefined) return known.exports;
    const module: LoadedModule = { exports: {} };
    loaded.set(file.path, module);
    try {
      const body = compile(file);
      bodies.delete(file);
      body(module.exports, requireFrom(file.path), module, file.path, path.dirname(file.path), checkpoints);
    } catch (error) {
      loaded.delete(file.path);
      throw error;
    }
    return module.exports;
  }

  function drop(file: string): void {
    if (!loaded.delete(file)) return;
    for (const importer of importers.get(file) ?? []) drop(importer);
  }

  return {
    compile: () => {
      for (const file of compiled.values()) if (!loaded.has(file.path)) compile(file);
    },
    require: requireFrom(path.join(root, "notebook.cjs")),
    add: (modules) => {
      for (const module of modules) {
        // A compiler that was started again hands out all files again: an unchanged file doesn't have to be loaded again.
        if (compiled.get(normalizeSlashes(module.path))?.js === module.js) continue;
        compiled.set(normalizeSlashes(module.path), module);
        drop(module.path);
      }
    },
  };
}

function findLocalFile(
  folder: string,
  id: string,
  compiled: ReadonlyMap<string, LocalModule>,
): LocalModule | undefined {
  if (!/^\.{1,2}(\/|$)|^\//.test(id)) return undefined;
  const file = normalizeSlashes(path.resolve(folder, id)).replace(/\.tsx?$/, ".js");
  return compiled.get(file) ?? compiled.get(`${file}.js`) ?? compiled.get(`${file}/index.js`);
}

function normalizeSlashes(file: string): string {
  return file.replaceAll("\\", "/");
}

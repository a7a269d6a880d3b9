import Module, { createRequire } from "node:module";
import path from "node:path";
import vm from "node:vm";

/** A CommonJS module while Node is loading it. */
type LoadingModule = Pick<NodeJS.Module, "exports" | "require"> & { readonly filename: string | null };
type ModuleBody = (this: unknown, ...all: readonly unknown[]) => unknown;
type Resolve = (...all: [request: string, parent: LoadingModule | undefined, ...more: unknown[]]) => string;
type Compile = (this: LoadingModule, ...all: [text: string, file: string, ...more: unknown[]]) => unknown;

/**
 * The two functions of Node that can be replaced to load modules otherwise. Node documents neither, but many packages
 * replace them, and Node has kept both.
 */
const node = Module as unknown as { _resolveFilename: Resolve; readonly prototype: { _compile: Compile } };

/** Another way of finding and compiling modules. */
interface Loader {
  /**
   * The file that an import leads to.
   *
   * @param from    the importing file
   * @param plainly Node's own answer
   */
  resolve(request: string, from: string, plainly: () => string): string;
  /** The module's script; undefined: Node compiles the module itself. */
  compileScript(text: string, file: string): vm.Script | undefined;
}

/** Makes Node load CommonJS modules by the loader from now on. */
export function loadModulesBy({ resolve, compileScript }: Loader): void {
  const { _resolveFilename: resolvePlainly } = node;
  const { _compile: compilePlainly } = node.prototype;
  node._resolveFilename = (request, parent, ...more) => {
    const compileWithoutCache = (): string => Reflect.apply(resolvePlainly, Module, [request, parent, ...more]);
    const from = parent?.filename;
    // With `paths`, at the end, `require.resolve` searches other folders: that is left to Node.
    return typeof from === "string" && more[1] === undefined
      ? resolve(request, from, compileWithoutCache)
      : compileWithoutCache();
  };
  node.prototype._compile = function (text, file, ...more) {
    const compiled = compileScript(text, file);
    if (!compiled) return Reflect.apply(compilePlainly, this, [text, file, ...more]);
    const require = Object.assign((id: string): unknown => this.require(id), createRequire(file));
    const body = compiled.runInThisContext() as ModuleBody;
    return Reflect.apply(body, this.exports, [this.exports, require, this, file, path.dirname(file)]);
  };
}

/**
 * A module's script.
 *
 * @param cachedData V8's compiled code of the same text; without it, or with that of another version, V8 compiles the
 * text
 */
export const createModuleScript = (text: string, file: string, cachedData?: Buffer): vm.Script =>
  new vm.Script(Module.wrap(text), {
    filename: file,
    importModuleDynamically: vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
    ...(cachedData ? { cachedData } : {}),
  });

import Module, { createRequire } from "node:module";
import path from "node:path";
import vm from "node:vm";

/** A CommonJS module while Node loads it. */
type Loading = Pick<NodeJS.Module, "exports" | "require"> & { readonly filename: string | null };
type Body = (this: unknown, ...all: readonly unknown[]) => unknown;
type Resolve = (...all: [request: string, parent: Loading | undefined, ...more: unknown[]]) => string;
type Compile = (this: Loading, ...all: [text: string, file: string, ...more: unknown[]]) => unknown;

/** The two places where Node lets others step in, as many packages do: it documents neither, and has kept both. */
const node = Module as unknown as { _resolveFilename: Resolve; readonly prototype: { _compile: Compile } };

/** Another way to find and to compile modules. */
export interface Loader {
  /**
   * The file that an import leads to.
   *
   * @param from    the file that asks
   * @param plainly what Node would say
   */
  resolve(request: string, from: string, plainly: () => string): string;
  /** Nothing: Node is to compile it. */
  script(text: string, file: string): vm.Script | undefined;
}

/** Has Node load CommonJS modules by another way, from now on. */
export function loadModulesBy({ resolve, script }: Loader): void {
  const { _resolveFilename: resolvePlainly } = node;
  const { _compile: compilePlainly } = node.prototype;
  node._resolveFilename = (request, parent, ...more) => {
    const plainly = (): string => Reflect.apply(resolvePlainly, Module, [request, parent, ...more]);
    const from = parent?.filename;
    // `require.resolve` may name folders to look in, at the end.
    return typeof from === "string" && more[1] === undefined ? resolve(request, from, plainly) : plainly();
  };
  node.prototype._compile = function (text, file, ...more) {
    const compiled = script(text, file);
    if (!compiled) return Reflect.apply(compilePlainly, this, [text, file, ...more]);
    const require = Object.assign((id: string): unknown => this.require(id), createRequire(file));
    const body = compiled.runInThisContext() as Body;
    return Reflect.apply(body, this.exports, [this.exports, require, this, file, path.dirname(file)]);
  };
}

/** A module's script. @param cachedData what V8 made of the same text before; nothing, or what another V8 made: it compiles the text */
export const moduleScript = (text: string, file: string, cachedData?: Buffer): vm.Script =>
  new vm.Script(Module.wrap(text), {
    filename: file,
    importModuleDynamically: vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
    ...(cachedData ? { cachedData } : {}),
  });

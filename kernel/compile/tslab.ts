/**
 * The one file that knows tslab's private parts. Everything the kernel uses of tslab is named here, and tslab.test.ts
 * holds a canary for each of them, so that a new version of tslab fails there first.
 *
 * Used: `tslab/dist/converter` (`createConverter`), and the
 * fact that the converter takes everything it needs from TypeScript through the exports of `@tslab/typescript-for-tslab`. The
 * kernel gives it the project's TypeScript under that name; the fork itself is never loaded.
 * Not used: tslab's executor (it prints errors instead of returning them, and has no file name for a cell) and its
 * Jupyter server (it sends no error messages, drops queued cells, and answers nothing while a cell is busy).
 */
import { createRequire } from "node:module";
import type * as converterModule from "tslab/dist/converter";
import type { TypeScript } from "./compiler-api";
import { readPackagesWithoutDocs } from "./packages-docs";
import { openTypeScript, type TypeScriptOverlay } from "./typescript";

export type TslabConverter = converterModule.Converter;
export type TslabResult = converterModule.ConvertResult;

export interface Tslab {
  readonly ts: TypeScript;
  readonly overlay: TypeScriptOverlay;
  readonly createConverter: () => TslabConverter;
}

let loaded: Tslab | undefined;

/**
 * Loads tslab's converter once a process, on top of the project's TypeScript (about 0.4 s).
 *
 * @throws Error if tslab is not installed or was loaded before without the overlay
 */
export function loadTslab(): Tslab {
  loaded ??= load();
  return loaded;
}

function load(): Tslab {
  const fromHere = createRequire(import.meta.url);
  const fromTslab = createRequire(fromHere.resolve("tslab/package.json"));
  const forkFile = fromTslab.resolve("@tslab/typescript-for-tslab");
  if (fromTslab.cache[forkFile] !== undefined)
    throw new Error("tslab was loaded before the kernel could prepare its TypeScript");
  const ts: TypeScript = fromHere("typescript");
  readPackagesWithoutDocs(ts);
  const overlay = openTypeScript(ts);
  fromTslab.cache[forkFile] = { exports: overlay.exports, loaded: true } as NodeModule;
  const converter: typeof converterModule = fromTslab("./dist/converter");
  return {
    ts,
    overlay,
    createConverter: () => {
      const created = converter.createConverter({ isJS: false, isBrowser: false });
      return { ...created, convert: (...cell) => overlay.runConversion(() => created.convert(...cell)) };
    },
  };
}

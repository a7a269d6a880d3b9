import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { Script } from "node:vm";

// build.mjs puts the two names in. The bundle's has its content's hash in it: V8 tells what it compiled from what it did not by the length alone.
const bundle = fileURLToPath(new URL("BUNDLE", import.meta.url));
const node = "NODE";

/** Where what V8 made of the bundle is kept. */
export const cache = `${bundle}.cache`;

/** @returns undefined where another version of Node reads it, which compiles for itself */
function compiled() {
  try {
    return process.version === node ? readFileSync(cache) : undefined;
  } catch {
    return undefined;
  }
}

/** The bundle, whose code is read instead of compiled: that takes a third off a start. esbuild writes ASCII only. */
export const script = new Script(readFileSync(bundle, "latin1"), { filename: bundle, cachedData: compiled() });

const module = { exports: {} };
script.runInThisContext()(
  module.exports,
  createRequire(bundle),
  module,
  bundle,
  (/** @type {string} */ name) => import(name),
);

/** What cloud/bundle.ts exports. */
export const bundled = module.exports;

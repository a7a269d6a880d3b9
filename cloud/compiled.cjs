"use strict";
// CommonJS, as the program that starts it: Node's loader of ES modules would be a thirtieth of the start.
const { readFileSync } = require("node:fs");
const { createRequire } = require("node:module");
const { join } = require("node:path");
const { Script } = require("node:vm");

// build.mjs puts the two names in. The bundle's has its content's hash in it: V8 tells what it compiled from what it did not by the length alone.
const bundle = join(__dirname, "BUNDLE");
const node = "NODE";

/** Where what V8 made of the bundle is kept. */
exports.cache = `${bundle}.cache`;

/** @returns undefined where another version of Node reads it, which compiles for itself */
function loadCompiled() {
  try {
    return process.version === node ? readFileSync(exports.cache) : undefined;
  } catch {
    return undefined;
  }
}

/** The bundle, whose code is read instead of compiled: that takes a third off a start. esbuild writes ASCII only. */
exports.script = new Script(readFileSync(bundle, "latin1"), { filename: bundle, cachedData: loadCompiled() });

const loaded = { exports: {} };
exports.script.runInThisContext()(
  loaded.exports,
  createRequire(bundle),
  loaded,
  bundle,
  (/** @type {string} */ name) => import(name),
);

/** What cloud/bundle.ts exports. */
exports.bundled = loaded.exports;

// Runs jq in a thread of its own: a program that loops can be ended, and a large batch does not hold up the cloud.
// Plain JavaScript, since it is started as a file both from the sources and from the bundle.
import { createRequire } from "node:module";
import { parentPort } from "node:worker_threads";

const jq = await createRequire(import.meta.url)("jq-web");

parentPort?.on("message", ({ input, program }) => {
  try {
    // A program without any output gives undefined.
    parentPort?.postMessage({ kind: "output", text: jq.raw(input, program, ["-c"]) ?? "" });
  } catch (error) {
    parentPort?.postMessage({ kind: "error", message: error instanceof Error ? error.message : String(error) });
  }
});
parentPort?.postMessage({ kind: "ready" });

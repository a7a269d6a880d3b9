// Runs jq in a thread of its own: a program that loops can be ended, and a large batch does not hold up the cloud.
// Plain JavaScript, since it is started as a file both from the sources and from the bundle.
import { createRequire } from "node:module";
import { parentPort } from "node:worker_threads";

const jq = await createRequire(import.meta.url)("jq-web");

parentPort?.on("message", ({ input, records, program }) => {
  try {
    // A program without any output gives undefined.
    parentPort?.postMessage({ kind: "output", text: jq.raw(input ?? listOf(records), program, ["-c"]) ?? "" });
  } catch (error) {
    parentPort?.postMessage({ kind: "error", message: error instanceof Error ? error.message : String(error) });
  }
});
parentPort?.postMessage({ kind: "ready" });

/**
 * One JSON list of records that are one JSON value each.
 * @param {readonly string[]} records
 * @throws SyntaxError if one is not: two halves of JSON would make a list, too
 */
function listOf(records) {
  for (const record of records) JSON.parse(record);
  return `[${records.join(",")}]`;
}

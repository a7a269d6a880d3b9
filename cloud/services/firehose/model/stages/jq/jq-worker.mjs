// Runs jq in its own thread: an endless program can be stopped, and a large batch does not block the cloud. Plain
// JavaScript, since it is started as a file both from the sources and from the bundle.
import { createRequire } from "node:module";
import { parentPort } from "node:worker_threads";

const jq = await createRequire(import.meta.url)("jq-web");

parentPort?.on("message", ({ input, list, program }) => {
  try {
    if (list !== undefined) checkEach(list);
    // jq.raw returns undefined for a program without output.
    parentPort?.postMessage({ kind: "output", text: jq.raw(input ?? list.bytes, program, ["-c"]) ?? "" });
  } catch (error) {
    parentPort?.postMessage({ kind: "error", message: error instanceof Error ? error.message : String(error) });
  }
});
parentPort?.postMessage({ kind: "ready" });

/**
 * @param {{ readonly bytes: Uint8Array, readonly ends: Uint32Array }} list
 * @throws SyntaxError if a member is not one JSON value: joined, two halves of a JSON value could form a valid list
 */
function checkEach({ bytes, ends }) {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let from = 1;
  for (const end of ends) {
    JSON.parse(text.toString("utf8", from, end));
    from = end + 1;
  }
}

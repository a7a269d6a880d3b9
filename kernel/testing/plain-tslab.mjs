// Runs cells in tslab itself, as it is published, and prints for each what it printed, as JSON. Called in the project's folder
// with the cells as JSON.
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const { createConverter } = require("tslab/dist/converter");
const { createExecutor } = require("tslab/dist/executor");

const converter = createConverter({ isJS: false, isBrowser: false });
const write = process.stdout.write.bind(process.stdout);
let printed = "";
process.stdout.write = (/** @type {unknown} */ text) => {
  printed += String(text);
  return true;
};
const quiet = { log: (/** @type {unknown} */ value) => console.log(value), error: () => undefined };
const executor = createExecutor(
  process.cwd(),
  { node: converter, browser: converter, close: () => converter.close() },
  quiet,
);

const seen = [];
for (const cell of JSON.parse(process.argv[2] ?? "[]")) {
  printed = "";
  const ok = await executor.execute(cell);
  seen.push({ ok, printed });
}
write(JSON.stringify(seen), () => process.exit(0));

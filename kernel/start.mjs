// What Jupyter runs: node kernel/start.mjs <connection file>
//
// Plain JavaScript, since the oldest supported Node runs no TypeScript. It bundles the kernel's TypeScript into kernel/dist when
// that is older than its sources (some 50 ms), goes to the project root, and starts it.
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { bundleKernel } from "./bundle.mjs";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
const connectionFile = process.argv.slice(2).find((word) => !word.startsWith("--"));

if (connectionFile === undefined) {
  console.error("usage: node kernel/start.mjs <connection file>");
  process.exit(2);
}

try {
  const file = path.resolve(connectionFile);
  // Notebooks lie in folders of their own; imports, data files and tslab's compiler start at the project root.
  process.chdir(root);
  const { startKernel } = await import(pathToFileURL(await bundleKernel(root)).href);
  startKernel(root, file);
} catch (error) {
  console.error(`The kernel cannot start: ${error instanceof Error ? error.message : error}`);
  process.exit(1);
}

// Jupyter's start command: node kernel/start.mjs <connection file> [--root <folder of the project>]
//
// Plain JavaScript, since the oldest supported Node runs no TypeScript. It bundles the kernel's TypeScript into kernel/dist when
// that is older than its sources (some 50 ms), goes to the project root, and starts it.
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { bundleKernel } from "./bundle.mjs";

const home = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
const { root, file } = parse();

function parse() {
  try {
    const {
      values,
      positionals: [file, ...more],
    } = parseArgs({ options: { root: { type: "string", default: home } }, allowPositionals: true });
    if (file !== undefined && more.length === 0) return { root: path.resolve(values.root), file: path.resolve(file) };
  } catch {
    // Ignored: the usage is printed below.
  }
  console.error("usage: node kernel/start.mjs <connection file> [--root <folder of the project>]");
  process.exit(2);
}

try {
  // Notebooks lie in their own folders; imports, data files and tslab's compiler start at the project root.
  process.chdir(root);
  const { startKernel } = await import(pathToFileURL(await bundleKernel(home)).href);
  startKernel(root, file);
} catch (error) {
  console.error(`The kernel cannot start: ${error instanceof Error ? error.message : error}`);
  process.exit(1);
}

// Runs a TypeScript program of the project: `node scripts/run.mjs bench/index.ts --option`. Node 20 cannot do so by
// itself.
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { register } from "tsx/esm/api";

const [, , program] = process.argv;
if (program === undefined) {
  console.error("Name a program: node scripts/run.mjs <file.ts> [options]");
  process.exitCode = 2;
} else {
  const file = resolve(program);
  // The program sees the same arguments as if Node had run it.
  process.argv.splice(1, 2, file);
  register();
  await import(pathToFileURL(file).href);
}

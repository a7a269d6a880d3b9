import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { SetupFailure } from "./failure.mjs";
import { setUp } from "./set-up.mjs";

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/**
 * Installs everything that is missing, then calls the exported `main` of a TypeScript program of the project. If the
 * set-up fails, the process ends with status 1 and one line.
 *
 * @param {string} program the program's path in the project, such as "scripts/start/main.ts"
 * @param {string} again the command that the person typed, for messages
 */
export async function boot(program, again) {
  try {
    await setUp(root, again);
    const { main } = await import(pathToFileURL(await findRunnable(program)).href);
    process.exitCode = await main(root, process.argv.slice(2));
  } catch (error) {
    if (!(error instanceof SetupFailure)) throw error;
    console.error(`\n${error.message}`);
    process.exitCode = 1;
  }
}

/**
 * The module to import for a program: its bundle, if it has one, or the program itself, through tsx.
 * @param {string} program
 */
async function findRunnable(program) {
  // Imported here, since before the install there is neither tsx nor esbuild.
  if (program === "scripts/start/main.ts") return (await (await import("../labs/bundle.mjs")).bundleLabs(root)).start;
  const { register } = await import("tsx/esm/api");
  register();
  return join(root, program);
}

import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { SetupFailure } from "./failure.mjs";
import { setUp } from "./set-up.mjs";

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/**
 * Puts everything in place, then hands over to a TypeScript program of ours: its exported `main`.
 * Ends the process with 1 and one line when the set-up fails.
 *
 * @param {string} program path from the project's folder, such as "scripts/start/main.ts"
 * @param {string} again the command that the person typed, to be named in messages
 */
export async function boot(program, again) {
  try {
    await setUp(root, again);
    const { main } = await import(pathToFileURL(await runnable(program)).href);
    process.exitCode = await main(root, process.argv.slice(2));
  } catch (error) {
    if (!(error instanceof SetupFailure)) throw error;
    console.error(`\n${error.message}`);
    process.exitCode = 1;
  }
}

/**
 * What Node can run of a program: its bundle, if it has one, or the program itself by way of tsx.
 * @param {string} program
 */
async function runnable(program) {
  // Only now: before the install there is neither tsx nor esbuild.
  if (program === "scripts/start/main.ts") return (await (await import("../labs/bundle.mjs")).bundleLabs(root)).start;
  const { register } = await import("tsx/esm/api");
  register();
  return join(root, program);
}

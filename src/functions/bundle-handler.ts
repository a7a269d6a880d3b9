import { readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { projectRoot } from "../running/project-root";
import { bundleProgram } from "./bundle-program";

/** A function's code as Lambda takes it. */
export interface HandlerPackage {
  readonly zip: Uint8Array;
  /** The file in the zip and the function in it, as Lambda calls it: `index.handler`. */
  readonly handler: string;
  readonly runtime: "nodejs20.x" | "python3.12";
}

/**
 * Packs a handler for Lambda. Of a TypeScript file, all that it imports is put into one JavaScript file; of a Python file, the file itself
 * is taken. The AWS SDK stays outside: Lambda has it.
 *
 * @param file path in the folder of the course, such as `src/fuel/gas-station-app.ts`, whose `handler` (in Python: `lambda_handler`) is called
 * @throws Error if there is no such file, or it is not valid TypeScript, with the line
 */
export async function bundleHandler(file: string): Promise<HandlerPackage> {
  // Loaded when a function is deployed, not by every notebook.
  const { zipSync } = await import("fflate");
  if (file.endsWith(".py")) {
    const code = await readFile(join(projectRoot(), file));
    return {
      zip: zipSync({ [basename(file)]: code }, SAME_TIME),
      handler: `${basename(file, ".py")}.lambda_handler`,
      runtime: "python3.12",
    };
  }
  return {
    zip: zipSync({ "index.js": await bundleProgram(file, "cjs") }, SAME_TIME),
    handler: "index.handler",
    runtime: "nodejs20.x",
  };
}

/** Zips tell when a file was changed. With the same time in all, the same code always gives the same zip, and the same checksum. */
const SAME_TIME = { mtime: new Date(1980, 0, 1) };

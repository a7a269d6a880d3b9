import { readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { findProjectRoot } from "../running/project-root";
import { bundleProgram } from "./bundle-program";

/** A function's code in the form that Lambda accepts. */
export interface HandlerPackage {
  readonly zip: Uint8Array;
  /** The file in the zip and the function in it, as Lambda calls it: `index.handler`. */
  readonly handler: string;
  readonly runtime: "nodejs24.x" | "python3.12";
}

/**
 * Packs a handler for Lambda. A TypeScript file is bundled with its imports into one JavaScript file; a Python file is
 * packed as it is. The AWS SDK is left out: Lambda provides it.
 *
 * @param file path in the folder of the course, such as `src/fuel/gas-station-app.ts`, whose `handler` (in Python: `lambda_handler`) is called
 * @throws Error if there is no such file, or it is not valid TypeScript, with the line
 */
export async function bundleHandler(file: string): Promise<HandlerPackage> {
  // Imported here, so that a notebook loads it only when it deploys a function.
  const { zipSync } = await import("fflate");
  if (file.endsWith(".py")) {
    const code = await readFile(join(findProjectRoot(), file));
    return {
      zip: zipSync({ [basename(file)]: code }, SAME_TIME),
      handler: `${basename(file, ".py")}.lambda_handler`,
      runtime: "python3.12",
    };
  }
  return {
    zip: zipSync({ "index.js": await bundleProgram(file, "cjs") }, SAME_TIME),
    handler: "index.handler",
    // AWS deprecated nodejs20.x on 2026-04-30: https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html
    runtime: "nodejs24.x",
  };
}

/**
 * A zip holds the time of each file's last change. With one fixed time, the same code always gives the same zip, and
 * the same checksum.
 */
const SAME_TIME = { mtime: new Date(1980, 0, 1) };

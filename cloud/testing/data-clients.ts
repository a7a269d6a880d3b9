import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { LEFT_TO_CI, skipIf } from "./skip";
import type { Cloud } from "../index";
import { createEnvironment, root } from "./venv";

const path = join(root, ".labs", "data-clients");
const python = join(path, process.platform === "win32" ? "Scripts" : "bin", "python");

/** Why tests with polars, s3fs, awswrangler and the like cannot run; undefined if they can. */
const withoutDataClients: string | undefined = existsSync(join(path, "installed"))
  ? undefined
  : "the data clients are not in .labs/data-clients; `npm test` installs them where there are Python 3.11 or newer and a network";

/** Skips a suite, with a message, where the data clients are not installed. Call it in the suite's `before`. */
export function needDataClients(suite: Mocha.Context): void {
  skipIf(suite, LEFT_TO_CI ?? withoutDataClients);
}

/**
 * Runs a program of `data-clients/` to its end, with only the cloud's endpoint and keys in its environment.
 *
 * @param program the program's file
 * @returns       the results that the program printed, by name
 * @throws Error  with the program's output, if it fails
 */
export async function runDataClient(
  program: string,
  args: readonly string[],
  cloud: Cloud,
): Promise<Readonly<Record<string, unknown>>> {
  const file = join(root, "cloud", "data-clients", program);
  // Polars keeps files under the home folder.
  const home = mkdtempSync(join(tmpdir(), "data-client-"));
  try {
    const child = spawn(python, [file, ...args], {
      env: { ...createEnvironment(cloud), HOME: home, PYTHONUTF8: "1" },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const [output, errors, [status]] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      once(child, "close") as Promise<[number | null]>,
    ]);
    if (status !== 0) throw new Error(`${program} ended with status ${status}: ${errors}`);
    // The border: each of the programs prints one object.
    return JSON.parse(output) as Record<string, unknown>;
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

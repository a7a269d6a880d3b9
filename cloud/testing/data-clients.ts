import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { skipIf } from "../../test/skip";
import type { Cloud } from "../index";
import { environmentOf, root } from "./venv";

const place = join(root, ".labs", "data-clients");
const python = join(place, process.platform === "win32" ? "Scripts" : "bin", "python");

/** Why tests with polars, s3fs, awswrangler and the like cannot run; undefined if they can. */
export const withoutDataClients: string | undefined = existsSync(join(place, "installed"))
  ? undefined
  : "the data clients are not in .labs/data-clients; `npm test` installs them where there are Python 3.11 or newer and a network";

/** Skips a suite, and says so, where they are not installed. To be called in its `before`. */
export function needDataClients(suite: Mocha.Context): void {
  skipIf(suite, withoutDataClients);
}

/**
 * Runs a program of `data-clients/` to its end, with the endpoint and the keys in its environment and nothing else of the cloud's.
 *
 * @param program its file
 * @returns       what it saw, question by question
 * @throws Error  if it does not end well, with what it said
 */
export async function seenByClient(
  program: string,
  args: readonly string[],
  cloud: Cloud,
): Promise<Readonly<Record<string, unknown>>> {
  const file = join(root, "cloud", "data-clients", program);
  // Polars keeps files under the home folder.
  const home = mkdtempSync(join(tmpdir(), "data-client-"));
  try {
    const child = spawn(python, [file, ...args], {
      env: { ...environmentOf(cloud), HOME: home, PYTHONDONTWRITEBYTECODE: "1", PYTHONUTF8: "1" },
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

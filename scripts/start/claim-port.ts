import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { isAlive } from "../setup/lock.mjs";

/** The folder in which this user's sessions claim their ports. */
const CLAIMS = join(tmpdir(), `labs-ports-${userInfo().username}`);

/**
 * Claims a port until this process ends. JupyterLab listens on the chosen port only seconds later; meanwhile another `npm start` would find the port
 * free, too.
 *
 * @returns whether this process has the claim; false if another running process has claimed the port
 */
export function claimPort(port: number): boolean {
  const file = join(CLAIMS, String(port));
  try {
    mkdirSync(CLAIMS, { recursive: true, mode: 0o700 });
    const before = findClaimant(file);
    if (before !== undefined && !isAlive(before)) rmSync(file, { force: true });
    writeFileSync(file, String(process.pid), { flag: "wx" });
  } catch (error) {
    // If the folder of claims cannot be used, such as one that another user has made, any free port is accepted.
    return !isTaken(error) || findClaimant(file) === process.pid;
  }
  process.once("exit", () => rmSync(file, { force: true }));
  return true;
}

const isTaken = (error: unknown): boolean => error instanceof Error && "code" in error && error.code === "EEXIST";

/** The id of the process that has claimed a port; undefined if there is no claim, or it is not completely written. */
function findClaimant(file: string): number | undefined {
  try {
    return Number(readFileSync(file, "utf8")) || undefined;
  } catch {
    return undefined; // the port counts as claimed, since the file could not be written
  }
}

import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { isAlive } from "../setup/lock.mjs";

/** Where this user's sessions say which ports they are going to listen on. */
const CLAIMS = join(tmpdir(), `labs-ports-${userInfo().username}`);

/**
 * Claims a port until this process ends. Between choosing a port and JupyterLab listening on it pass seconds, in which another `npm start` would find
 * it free as well.
 *
 * @param folder of the claims, made if it is not there
 * @returns whether the port is ours; false if a process that is alive has claimed it
 */
export function claimPort(port: number, folder = CLAIMS): boolean {
  const file = join(folder, String(port));
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const before = claimant(file);
    if (before !== undefined && !isAlive(before)) rmSync(file, { force: true });
    writeFileSync(file, String(process.pid), { flag: "wx" });
  } catch (error) {
    // Without a folder for claims, such as one that another user has made, a port that is free is all that can be asked for.
    return !isTaken(error) || claimant(file) === process.pid;
  }
  process.once("exit", () => rmSync(file, { force: true }));
  return true;
}

const isTaken = (error: unknown): boolean => error instanceof Error && "code" in error && error.code === "EEXIST";

/** The process that has claimed a port; undefined if there is none, or it has not said so to the end. */
function claimant(file: string): number | undefined {
  try {
    return Number(readFileSync(file, "utf8")) || undefined;
  } catch {
    return undefined;
  }
}

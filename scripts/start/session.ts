import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { ignoreMissing } from "../../grader/core/ignore-missing";
import { isRunning, type SystemProcess } from "./processes";

/**
 * The content of `.labs/session.json` while `npm start` runs. Only this user may read the file, since it contains keys
 * and tokens.
 */
export interface Session {
  /** The session's id, which is in the environment of each of its processes. */
  readonly id: string;
  /** Id of the `npm start` process. */
  readonly pid: number;
  readonly started: string;
  readonly target: "cloud" | "aws";
  /** The lab cloud's port, token and keys; undefined on AWS and until the cloud answers. */
  readonly port?: number;
  readonly token?: string;
  readonly keys?: { readonly accessKeyId: string; readonly secretAccessKey: string };
  /** JupyterLab's address with its token; undefined until JupyterLab answers. */
  readonly url?: string;
  readonly children: readonly Pick<SystemProcess, "pid" | "started">[];
  /** Environment variables that let a program started outside JupyterLab use the same cloud. */
  readonly environment: Readonly<Record<string, string>>;
}

const getSessionFile = (root: string) => join(root, ".labs", "session.json");

/**
 * The session in `.labs/session.json`, running or left over.
 *
 * @returns undefined if there is no such file, or it isn't JSON
 * @throws Error if it cannot be read: the session that it describes may be running
 */
export function readSession(root: string): Session | undefined {
  try {
    return JSON.parse(readFileSync(getSessionFile(root), "utf8")) as Session;
  } catch (error) {
    return error instanceof SyntaxError ? undefined : ignoreMissing(error);
  }
}

/** Whether a process in a session's file is still running. */
export function isLive(session: Pick<SystemProcess, "pid" | "started">): boolean {
  if (process.platform !== "win32") return isRunning(session);
  try {
    return process.kill(session.pid, 0);
  } catch {
    return false;
  }
}

/**
 * Claims this folder for one session.
 *
 * @returns undefined if the claim succeeds; otherwise the earlier session, running or left over
 */
export function claimSession(root: string, session: Session): Session | undefined {
  const file = getSessionFile(root);
  mkdirSync(dirname(file), { recursive: true });
  const whole = writeWhole(root, session);
  try {
    // Making a hard link fails if the name is taken, and a second start that reads at this moment sees the complete
    // file.
    linkSync(whole, file);
    return undefined;
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
    // A file that cannot be read was cut off by a crash, so its session is over.
    return readSession(root) ?? { ...session, pid: 0, children: [] };
  } finally {
    rmSync(whole, { force: true });
  }
}

export function updateSession(root: string, session: Session): void {
  // In one step, since other processes (labs status, a second start) may read the file at any moment.
  renameSync(writeWhole(root, session), getSessionFile(root));
}

/** Writes the session to a temporary file of this process, not yet under the name that others read. */
function writeWhole(root: string, session: Session): string {
  const whole = `${getSessionFile(root)}.${process.pid}`;
  writeFileSync(whole, JSON.stringify(session, null, 2), { mode: 0o600 });
  return whole;
}

export function releaseSession(root: string): void {
  rmSync(getSessionFile(root), { force: true });
}

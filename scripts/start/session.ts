import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { isRunning } from "./processes";
import type { SystemProcess } from "./processes";

/** What `.labs/session.json` holds while `npm start` runs. For this user's eyes only: it names keys and tokens. */
export interface Session {
  /** Marks every process of this session in its environment. */
  readonly id: string;
  /** The `npm start` process itself. */
  readonly pid: number;
  readonly started: string;
  readonly target: "cloud" | "aws";
  /** The lab cloud's port, token and keys; absent on AWS and until the cloud is up. */
  readonly port?: number;
  readonly token?: string;
  readonly keys?: { readonly accessKeyId: string; readonly secretAccessKey: string };
  /** Where JupyterLab is reached, token included; absent until it is up. */
  readonly url?: string;
  readonly children: readonly Pick<SystemProcess, "pid" | "started">[];
  /** What a program started outside JupyterLab needs in its environment to meet the same cloud. */
  readonly environment: Readonly<Record<string, string>>;
}

const sessionFile = (root: string) => join(root, ".labs", "session.json");

/**
 * The session that `.labs/session.json` tells of, be it running or left over.
 *
 * @returns undefined when there is none, or what is written there cannot be read
 */
export function readSession(root: string): Session | undefined {
  try {
    return JSON.parse(readFileSync(sessionFile(root), "utf8")) as Session;
  } catch {
    return undefined;
  }
}

/** Whether a process that a session tells of is still there. */
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
 * @returns undefined when the claim holds; otherwise the session that was there first, running or left over
 */
export function claimSession(root: string, session: Session): Session | undefined {
  const file = sessionFile(root);
  mkdirSync(dirname(file), { recursive: true });
  const whole = writeWhole(root, session);
  try {
    // A link fails if the name is taken, and shows the file whole to a second start that looks at this moment.
    linkSync(whole, file);
    return undefined;
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
    // A file that cannot be read was cut short by a crash: nobody's any more.
    return readSession(root) ?? { ...session, pid: 0, children: [] };
  } finally {
    rmSync(whole, { force: true });
  }
}

export function updateSession(root: string, session: Session): void {
  // In one step, since others (labs status, a second start) may read it at any moment.
  renameSync(writeWhole(root, session), sessionFile(root));
}

/** The session in a file of this process's own, not yet under the name that others read. */
function writeWhole(root: string, session: Session): string {
  const whole = `${sessionFile(root)}.${process.pid}`;
  writeFileSync(whole, JSON.stringify(session, null, 2), { mode: 0o600 });
  return whole;
}

export function releaseSession(root: string): void {
  rmSync(sessionFile(root), { force: true });
}

import { execFile } from "node:child_process";
import { setTimeout as wait } from "node:timers/promises";
import { ofSession, systemProcesses, withDescendants } from "./processes";
import type { SystemProcess } from "./processes";

/** How long a program may take to end by itself after it was asked to. */
export const GRACE_MS = 8_000;
const ORPHAN_GRACE_MS = 1_500;
const LOOK_AGAIN_MS = 50;

export interface Ending {
  /** The direct children, each asked first. */
  readonly pids: readonly number[];
  /** The session's id, by which processes are found that left the tree. */
  readonly session: string;
  /** Becomes aborted when the person does not want to wait. */
  readonly hurry: AbortSignal;
}

/**
 * Ends the session's processes and all that they started, and nothing else.
 *
 * Each direct child is asked first, so that JupyterLab can close its kernels and the cloud its files. What is left of the
 * whole tree after that is asked once more, then killed.
 */
export async function endProcesses({ pids, ...rest }: Ending): Promise<void> {
  // A program that never came to be has no id; 0 would mean our own group.
  const ending = { ...rest, pids: pids.filter((pid) => pid > 0) };
  if (process.platform === "win32") return endOnWindows(ending);
  const seen = new Map<string, SystemProcess>();
  const look = () => {
    const all = systemProcesses();
    // Remembered from look to look: a kernel whose server has just died has no parent to be found by.
    for (const one of [
      ...withDescendants([...ending.pids, ...[...seen.values()].map(({ pid }) => pid)], all),
      ...ofSession(ending.session, all),
    ]) {
      seen.set(`${one.pid} ${one.started}`, one);
    }
    return all.filter((one) => seen.has(`${one.pid} ${one.started}`));
  };

  look();
  signal(ending.pids, "SIGTERM");
  await until(() => !look().some(({ pid }) => ending.pids.includes(pid)), GRACE_MS, ending.hurry);
  const orphans = look().filter(({ pid }) => !ending.pids.includes(pid));
  signal(
    orphans.map(({ pid }) => pid),
    "SIGTERM",
  );
  await until(() => !look().some(({ pid }) => !ending.pids.includes(pid)), ORPHAN_GRACE_MS, ending.hurry);
  await until(
    () => {
      const left = look();
      signal(
        left.map(({ pid }) => pid),
        "SIGKILL",
      );
      return left.length === 0;
    },
    GRACE_MS,
    undefined,
  );
}

/** Windows has no gentle signal for a program without a window. The cloud's data outlives a hard end by design. */
async function endOnWindows({ pids }: Ending): Promise<void> {
  await Promise.all(
    pids.map(
      (pid) =>
        new Promise<void>((resolve) => {
          execFile("taskkill", ["/PID", String(pid), "/T", "/F"], { windowsHide: true }, () => resolve());
        }),
    ),
  );
}

function signal(pids: readonly number[], name: NodeJS.Signals): void {
  for (const pid of pids) {
    try {
      process.kill(pid, name);
    } catch {
      // It ended between the look and the signal.
    }
  }
}

async function until(holds: () => boolean, atMostMs: number, hurry: AbortSignal | undefined): Promise<void> {
  const latest = Date.now() + atMostMs;
  while (!hurry?.aborted && Date.now() < latest) {
    if (holds()) return;
    await wait(LOOK_AGAIN_MS);
  }
}

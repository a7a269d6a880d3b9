import { execFile } from "node:child_process";
import { setTimeout as wait } from "node:timers/promises";
import { filterBySession, listProcesses, addDescendants, type SystemProcess } from "./processes";

/** How long a program may take to end by itself after SIGTERM. */
const GRACE_MS = 8_000;
const ORPHAN_GRACE_MS = 1_500;
const LOOK_AGAIN_MS = 50;

interface EndOptions {
  /** The direct children, which get SIGTERM first. */
  readonly pids: readonly number[];
  /** The session's id, used to find processes outside the tree. */
  readonly session: string;
  /** Aborted when the person does not want to wait. */
  readonly hurry: AbortSignal;
}

/**
 * Ends the session's processes and all their descendants, and no other process.
 *
 * Each direct child gets SIGTERM first, so that JupyterLab can close its kernels and the cloud its files. Processes of
 * the tree that are left then get SIGTERM, and finally SIGKILL.
 */
export async function endProcesses({ pids, ...rest }: EndOptions): Promise<void> {
  // A program that could not be started has the id 0, which for `kill` would mean this process's own group.
  const ending = { ...rest, pids: pids.filter((pid) => pid > 0) };
  if (process.platform === "win32") return endOnWindows(ending);
  const seen = new Map<string, SystemProcess>();
  const look = () => {
    const all = listProcesses();
    // All processes seen are remembered: a kernel whose server has just ended can no longer be found by its parent.
    for (const descendant of [
      ...addDescendants([...ending.pids, ...[...seen.values()].map(({ pid }) => pid)], all),
      ...filterBySession(ending.session, all),
    ]) {
      seen.set(`${descendant.pid} ${descendant.started}`, descendant);
    }
    return all.filter((process) => seen.has(`${process.pid} ${process.started}`));
  };

  look();
  signal(ending.pids, "SIGTERM");
  await waitUntil(() => !look().some(({ pid }) => ending.pids.includes(pid)), GRACE_MS, ending.hurry);
  const orphans = look().filter(({ pid }) => !ending.pids.includes(pid));
  signal(
    orphans.map(({ pid }) => pid),
    "SIGTERM",
  );
  await waitUntil(() => !look().some(({ pid }) => !ending.pids.includes(pid)), ORPHAN_GRACE_MS, ending.hurry);
  await waitUntil(
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

/**
 * Windows has no signal that asks a program without a window to end, so programs are killed. The cloud's data survives
 * this by design.
 */
async function endOnWindows({ pids }: EndOptions): Promise<void> {
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
      // The process ended after it was listed.
    }
  }
}

async function waitUntil(holds: () => boolean, atMostMs: number, hurry: AbortSignal | undefined): Promise<void> {
  const latest = Date.now() + atMostMs;
  while (!hurry?.aborted && Date.now() < latest) {
    if (holds()) return;
    await wait(LOOK_AGAIN_MS);
  }
}

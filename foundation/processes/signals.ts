import { listTree } from "./process-tree";

/** Sends a signal to one process. Ignores a process that has ended already. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && (error.code === "ESRCH" || error.code === "EPERM"))) throw error;
  }
}

/** Sends a signal to the process group that a process leads; on Windows, which has no groups, to the process alone. */
export function signalGroup(leader: number, name: NodeJS.Signals): void {
  signal(process.platform === "win32" ? leader : -leader, name);
}

/** Sends a signal to a process, its group, and its descendants in their own groups. */
export function signalTree(leader: number, name: NodeJS.Signals): void {
  const tree = listTree(leader);
  signalGroup(leader, name);
  for (const pid of tree) signal(pid, name);
}

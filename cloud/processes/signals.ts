import { treeOf } from "./process-tree";

/** Signals one process. One that has ended already needs none. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && (error.code === "ESRCH" || error.code === "EPERM"))) throw error;
  }
}

/** Signals the process group that a process leads. Windows has none: there it is the process alone. */
export function signalGroup(leader: number, name: NodeJS.Signals): void {
  signal(process.platform === "win32" ? leader : -leader, name);
}

/** Signals a process, its group, and all that it started in groups of their own. */
export function signalTree(leader: number, name: NodeJS.Signals): void {
  const tree = treeOf(leader);
  signalGroup(leader, name);
  for (const pid of tree) signal(pid, name);
}

import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";

/** One process of this machine. `started` distinguishes it from a later process with the same id. */
export interface SystemProcess {
  readonly pid: number;
  readonly parent: number;
  readonly started: string;
}

/**
 * Every process carries this variable with the session's id, so that it can be found even if its parent has ended
 * (Linux).
 */
export const SESSION_VARIABLE = "LABS_SESSION";

/** All visible processes; none on Windows, where `taskkill /T` walks the tree. */
export function listProcesses(): SystemProcess[] {
  if (process.platform === "win32") return [];
  return process.platform === "linux" ? listLinuxProcesses() : listByPs();
}

/**
 * The given processes and all their descendants that can be reached from parent to child.
 *
 * @param pids  ids of the processes to begin with
 * @param all   all processes, from {@link listProcesses}
 */
export function addDescendants(pids: readonly number[], all: readonly SystemProcess[]): SystemProcess[] {
  const found = new Map<number, SystemProcess>();
  let grown = true;
  while (grown) {
    const before = found.size;
    for (const process of all) {
      if (pids.includes(process.pid) || found.has(process.parent)) found.set(process.pid, process);
    }
    grown = found.size > before;
  }
  return [...found.values()];
}

/**
 * The processes whose environment names the session. Linux only; on other systems only the tree of processes is used.
 */
export function filterBySession(session: string, all: readonly SystemProcess[]): SystemProcess[] {
  if (process.platform !== "linux") return [];
  const mark = `${SESSION_VARIABLE}=${session}`;
  return all.filter(({ pid }) => pid !== process.pid && readOr(`/proc/${pid}/environ`).split("\0").includes(mark));
}

/** Whether the same process is still running, and is not a zombie. */
export function isRunning({ pid, started }: Pick<SystemProcess, "pid" | "started">): boolean {
  return listProcesses().some((process) => process.pid === pid && process.started === started);
}

function listLinuxProcesses(): SystemProcess[] {
  const pids = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  return pids.flatMap((pid) => {
    const stat = readOr(`/proc/${pid}/stat`);
    // The command's name is in parentheses and may contain any text: the other fields follow the last parenthesis.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    const [state, parent] = fields;
    const started = fields[19];
    if (parent === undefined || started === undefined || state === "Z") return [];
    return [{ pid: Number(pid), parent: Number(parent), started }];
  });
}

function listByPs(): SystemProcess[] {
  const lines = execFileSync("ps", ["-A", "-o", "pid=,ppid=,stat=,lstart="], { encoding: "utf8" }).split("\n");
  return lines.flatMap((line) => {
    const [, pid, parent, state, started] = /^\s*(\d+)\s+(\d+)\s+(\S+)\s+(.+?)\s*$/.exec(line) ?? [];
    if (pid === undefined || parent === undefined || started === undefined || state?.startsWith("Z")) return [];
    return [{ pid: Number(pid), parent: Number(parent), started }];
  });
}

function readOr(file: string): string {
  try {
    return readFileSync(file, "latin1");
  } catch {
    return ""; // the process has ended, or is another user's
  }
}

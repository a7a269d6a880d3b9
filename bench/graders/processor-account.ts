import { mkdtempSync, readFileSync, rmdirSync } from "node:fs";
import { join } from "node:path";
import { findAccountingFolder } from "../../grader/sandbox/cgroup-hierarchies";

/** Counts the processor time of a command and of all its descendants. */
interface ProcessorAccount {
  /** Wraps a command so that it runs in the account. */
  enterAccount(command: readonly [string, ...string[]]): [string, ...string[]];
  /** The processor seconds so far. */
  getSeconds(): number;
  /** To be called when all processes of the account have ended. */
  close(): void;
}

/**
 * Opens an account. It is a control group, where the machine has those of version 1 and lets this process make one: the
 * kernel counts there each process's time, however the process ended. Elsewhere it is the time of children that were
 * waited for. That lacks sandboxes, which end with their PID namespace: nearly half of a class's time.
 */
export function openProcessorAccount(): ProcessorAccount {
  const group = createGroup();
  if (group === undefined) return createChildrenAccount();
  return {
    enterAccount: (command) => ["sh", "-c", 'echo $$ > "$0" && exec "$@"', join(group, "cgroup.procs"), ...command],
    getSeconds: () => Number(readFileSync(join(group, "cpuacct.usage"), "utf8")) / 1e9,
    close: () => {
      try {
        rmdirSync(group);
      } catch {
        // The group's last process is still ending: the empty group stays behind.
      }
    },
  };
}

function createGroup(): string | undefined {
  const folder = findAccountingFolder();
  try {
    return folder && mkdtempSync(join(folder, "labs-bench-"));
  } catch {
    return undefined; // only root may make a control group
  }
}

function createChildrenAccount(): ProcessorAccount {
  const before = measureChildrenSeconds();
  return {
    enterAccount: ([...command]) => command,
    getSeconds: () => measureChildrenSeconds() - before,
    close: () => undefined,
  };
}

/** The processor seconds of this process's children that have ended and were waited for, with those of their own children. */
function measureChildrenSeconds(): number {
  const [, fields = ""] = /\) (.*)/s.exec(readFileSync("/proc/self/stat", "utf8")) ?? [];
  // cutime and cstime, fields 16 and 17 by proc(5), in hundredths of a second; the expression has cut off the first two
  // fields.
  const [user, system] = fields.split(" ").slice(13, 15);
  return (Number(user) + Number(system)) / 100;
}

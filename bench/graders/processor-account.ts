import { mkdtempSync, readFileSync, rmdirSync } from "node:fs";
import { join } from "node:path";
import { accountingFolder } from "../../grader/sandbox/cgroup-hierarchies";

/** Counts the processor time of a command and of all that it starts. */
export interface ProcessorAccount {
  /** The command that does the same in the account. */
  entering(command: readonly [string, ...string[]]): [string, ...string[]];
  /** So far. */
  seconds(): number;
  /** When all processes in it have ended. */
  close(): void;
}

/**
 * Opens a control group for it, where the machine has those of version 1 and gives one. The kernel counts there what a process used however it
 * ended. Else it is the account of who waited for whom, which lacks sandboxes that end with their namespace: nearly half of what a class takes.
 */
export function openProcessorAccount(): ProcessorAccount {
  const group = newGroup();
  if (group === undefined) return accountOfChildren();
  return {
    entering: (command) => ["sh", "-c", 'echo $$ > "$0" && exec "$@"', join(group, "cgroup.procs"), ...command],
    seconds: () => Number(readFileSync(join(group, "cpuacct.usage"), "utf8")) / 1e9,
    close: () => {
      try {
        rmdirSync(group);
      } catch {
        // Its last process has not quite ended: an empty group stays.
      }
    },
  };
}

function newGroup(): string | undefined {
  const folder = accountingFolder();
  try {
    return folder && mkdtempSync(join(folder, "labs-bench-"));
  } catch {
    return undefined; // only root may make one
  }
}

function accountOfChildren(): ProcessorAccount {
  const before = secondsOfChildren();
  return { entering: ([...command]) => command, seconds: () => secondsOfChildren() - before, close: () => undefined };
}

/** What all processes have taken that this one has started, and that have ended and were waited for; those that they started count, too. */
function secondsOfChildren(): number {
  const [, fields = ""] = /\) (.*)/s.exec(readFileSync("/proc/self/stat", "utf8")) ?? [];
  // The 16th and the 17th word of the file, by proc(5), in hundredths of a second. The first two are cut off.
  const [user, system] = fields.split(" ").slice(13, 15);
  return (Number(user) + Number(system)) / 100;
}

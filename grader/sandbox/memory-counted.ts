import type { Inside } from "./bubblewrap";
import { openCgroup } from "./cgroup";
import type { Cgroup, GroupLimits } from "./cgroup";
import type { Limits } from "./limits";
import { watchMemory } from "./memory-watch";
import { killGroup } from "./process";

/** Who counts the memory of all processes of a run together: the kernel, in a control group; the grader, where it has none; or nobody. */
export type MemoryCounted = "by the kernel" | "by the grader" | "not at all";

/** One submission may have several functions and instances running, each of some processes with some threads. */
export const PROCESSES_EACH = 4;
/** And so many times the memory of its own processes they may have together. */
const MEMORY_EACH = 2;
/** Bubblewrap itself is two processes, and the first program in it some threads. */
const OUR_PROCESSES = 16;

/** What a sandbox has of who counts its memory. */
type Shown = Pick<Inside, "cgroup" | "mayShareMemory">;

const groupLimits = ({ memoryMiB, processes }: Limits, times = { memory: 1, processes: 1 }): GroupLimits => ({
  memoryMiB: memoryMiB * times.memory,
  processes: (processes + OUR_PROCESSES) * times.processes,
});

/** For a submission's own processes: what the sandbox has of it, and what `startProcess` takes. */
export function countOwn(
  limits: Limits,
  how: MemoryCounted,
): { inside: Shown; memory: Cgroup | "watched" | undefined } {
  if (how === "not at all") return { inside: { mayShareMemory: true }, memory: undefined };
  const cgroup = how === "by the kernel" ? openCgroup(groupLimits(limits)) : undefined;
  return { inside: { cgroup }, memory: cgroup ?? "watched" };
}

/** What all that a run starts in its cloud may have together. */
export const limitsTogether = (limits: Limits): GroupLimits =>
  groupLimits(limits, { memory: MEMORY_EACH, processes: PROCESSES_EACH });

/**
 * Counts what is started in the cloud, from when something is: most labs start nothing. What holds most is ended when it is too much.
 *
 * @param started the first process of each sandbox that counts, where the grader itself has to
 */
export function countTogether(together: GroupLimits, how: MemoryCounted, started: () => readonly number[]) {
  let cgroup: Cgroup | undefined;
  let end: (() => void) | undefined;
  return {
    /** What a sandbox has of it. */
    started(): Shown {
      if (how === "not at all") return { mayShareMemory: true };
      if (end === undefined) {
        cgroup = how === "by the kernel" ? openCgroup(together) : undefined;
        end = cgroup?.remove ?? watchMemory(started, together.memoryMiB, killGroup);
      }
      return { cgroup };
    },
    end: () => end?.(),
  };
}

import type { SandboxView } from "./bubblewrap";
import { openCgroup, type Cgroup, type GroupLimits } from "./cgroup";
import type { Limits } from "./limits";
import { watchMemory } from "./memory-watch";
import { killGroup } from "./process";

/**
 * Who counts the memory of all processes of a run together: the kernel, in a control group; the grader, where it cannot
 * make one; or neither.
 */
export type MemoryAccounting = "by the kernel" | "by the grader" | "not at all";

/**
 * A submission may have several functions and instances running, each with several processes and threads: together so
 * many times its own limit of processes.
 */
export const PROCESSES_EACH = 4;
/** The memory of all these together, in multiples of the limit for the submission's own processes. */
const MEMORY_EACH = 2;
/**
 * Added for the grader's own programs: bubblewrap is two processes, and the first program in it has several threads.
 */
const OUR_PROCESSES = 16;

/** The part of a sandbox's options that counting memory needs. */
type MemoryOptions = Pick<SandboxView, "cgroup" | "mayShareMemory">;

const groupLimits = ({ memoryMiB, processes }: Limits, times = { memory: 1, processes: 1 }): GroupLimits => ({
  memoryMiB: memoryMiB * times.memory,
  processes: (processes + OUR_PROCESSES) * times.processes,
});

/** Counts the memory of a submission's own processes. Gives options for the sandbox and for `startProcess`. */
export function limitMemory(
  limits: Limits,
  how: MemoryAccounting,
): { inside: MemoryOptions; memory: Cgroup | "watched" | undefined } {
  if (how === "not at all") return { inside: { mayShareMemory: true }, memory: undefined };
  const cgroup = how === "by the kernel" ? openCgroup(groupLimits(limits)) : undefined;
  return { inside: { cgroup }, memory: cgroup ?? "watched" };
}

/** Limits for all processes together that a run starts in its cloud. */
export const combineLimits = (limits: Limits): GroupLimits =>
  groupLimits(limits, { memory: MEMORY_EACH, processes: PROCESSES_EACH });

/**
 * Counts the memory of processes that the cloud starts, from the first one on, since most labs start none. When the limit is
 * exceeded, the sandbox that holds most memory is ended.
 *
 * @param started the first process of each sandbox to count, for when the grader itself must count
 */
export function countTogether(together: GroupLimits, how: MemoryAccounting, started: () => readonly number[]) {
  let cgroup: Cgroup | undefined;
  let end: (() => void) | undefined;
  return {
    /** Returns the options for the next sandbox. The first call starts the counting. */
    countNextSandbox(): MemoryOptions {
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

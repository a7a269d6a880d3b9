import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, rmdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isRunning } from "./scratch";
import { findControllers, type Controller, type AvailableController } from "./cgroup-hierarchies";

/** Limits for all processes of a group together. */
export interface GroupLimits {
  /**
   * All memory that the kernel counts for the group: private and shared memory, files in memory, and the kernel's own
   * memory for its processes.
   */
  readonly memoryMiB: number;
  /** Processes and threads, those of the sandbox's own programs included. */
  readonly processes: number;
}

/**
 * A Linux control group for the processes of one run, with limits of memory and processes. Where there is a processor controller, all
 * processes together get one share of the processors, however many they are.
 */
export interface Cgroup {
  /**
   * Files for entering the group: a process writes its id to each of them. Processes that it starts afterward
   * are in the group, too.
   */
  readonly entrances: readonly string[];
  /** Whether the kernel has killed a process of the group for lack of memory. */
  hasRunOutOfMemory(): boolean;
  /** Removes the group, after its processes have ended. */
  remove(): void;
}

const PREFIX = "labs-grader-";
const MIB = 1024 * 1024;

/** Settings of a group by file, for each controller and version; files with a question mark are optional. */
const SETTINGS: Readonly<Record<Controller, Readonly<Record<1 | 2, (limits: GroupLimits) => Record<string, number>>>>> =
  {
    memory: {
      // First memory without swap, then both: the second limit must not be lower than the first.
      1: ({ memoryMiB }) => ({
        "memory.limit_in_bytes": memoryMiB * MIB,
        "memory.memsw.limit_in_bytes?": memoryMiB * MIB,
      }),
      2: ({ memoryMiB }) => ({ "memory.max": memoryMiB * MIB, "memory.swap.max?": 0 }),
    },
    pids: { 1: ({ processes }) => ({ "pids.max": processes }), 2: ({ processes }) => ({ "pids.max": processes }) },
    // The default weight of groups and processes.
    cpu: { 1: () => ({ "cpu.shares": 1024 }), 2: () => ({ "cpu.weight": 100 }) },
  };

let here: readonly AvailableController[] | undefined;
let count = 0;
/** Groups that could not be removed yet, since their last process was just ending. */
const left = new Set<string>();

/** Makes a group; undefined where this machine gives the grader none, and then `watchMemory` counts. */
export function openCgroup(limits: GroupLimits): Cgroup | undefined {
  here ??= findUsableControllers(findControllers());
  return here.length === 0 ? undefined : createGroup(here, limits);
}

/**
 * The controllers that this process can use, tested once: a group is made, and a process enters it. None without the
 * memory controller.
 */
export function findUsableControllers(controllers: readonly AvailableController[]): readonly AvailableController[] {
  const able = controllers.filter((controller) => {
    removeStaleGroups(controller.folder);
    try {
      const tried = createGroup([controller], { memoryMiB: 64, processes: 64 });
      const { status } = spawnSync("sh", ["-c", 'echo $$ > "$0"', ...tried.entrances]);
      tried.remove();
      return status === 0;
    } catch {
      return false; // the kernel refuses this user's groups, for whatever reason
    }
  });
  if (!able.some(({ controller }) => controller === "memory")) return [];
  process.on("exit", () => {
    removeAll();
  });
  return able;
}

/** @throws Error if the kernel refuses the group */
function createGroup(controllers: readonly AvailableController[], limits: GroupLimits): Cgroup {
  const name = `${PREFIX}${process.pid}-${(count += 1)}`;
  const groups = new Map<string, AvailableController>();
  for (const controller of controllers) {
    const group = join(controller.folder, name);
    if (!groups.has(group)) mkdirSync(group);
    groups.set(group, controller);
    for (const [file, value] of Object.entries(SETTINGS[controller.controller][controller.version](limits)))
      write(join(group, file.replace("?", "")), value, file.endsWith("?"));
  }
  const folders = [...groups.keys()];
  const memory = controllers.find(({ controller }) => controller === "memory");
  return {
    entrances: folders.map((group) => join(group, "cgroup.procs")),
    hasRunOutOfMemory: () => memory !== undefined && countKilled(join(memory.folder, name), memory.version) > 0,
    remove() {
      for (const folder of folders) left.add(folder);
      removeAll();
    },
  };
}

function write(file: string, value: number, mayLack: boolean): void {
  try {
    writeFileSync(file, String(value), { flag: "r+" });
  } catch (error) {
    if (!mayLack) throw error;
  }
}

/** How many processes of a group the kernel has killed for lack of memory. */
function countKilled(group: string, version: 1 | 2): number {
  const text = readFileSync(join(group, version === 1 ? "memory.oom_control" : "memory.events"), "utf8");
  return Number(/^oom_kill (\d+)$/m.exec(text)?.[1] ?? 0);
}

/**
 * Removes all groups that are left. A group with a process that is just ending cannot be removed yet: it is tried again
 * with the next group, and at the end.
 */
function removeAll(): void {
  for (const folder of left) {
    try {
      rmdirSync(folder);
      left.delete(folder);
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "EBUSY")) left.delete(folder);
    }
  }
}

/** Removes the groups of graders that were killed. A group that belongs to another user, or is in use, stays. */
function removeStaleGroups(folder: string): void {
  for (const name of listNames(folder)) {
    const [, pid] = /^labs-grader-(\d+)-\d+$/.exec(name) ?? [];
    if (pid === undefined || isRunning(Number(pid))) continue;
    try {
      rmdirSync(join(folder, name));
    } catch {
      continue;
    }
  }
}

function listNames(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return []; // groups that cannot be listed are another user's, and stay
  }
}

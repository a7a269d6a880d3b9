import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, rmdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isRunning } from "../run/scratch";
import { controllersHere } from "./cgroup-hierarchies";
import type { Controller, ControllerHere } from "./cgroup-hierarchies";

/** What all processes in a group may use together. */
export interface GroupLimits {
  /** Everything that the kernel counts for them: private and shared memory, files in memory, and its own for them. */
  readonly memoryMiB: number;
  /** Processes and threads, those of the sandbox's own programs included. */
  readonly processes: number;
}

/**
 * A control group of Linux's for what one run starts: with limits of memory and processes, and, where there is that controller, one share
 * of the processors for all together, however many they are.
 */
export interface Cgroup {
  /** Whoever writes its number to each of these files is in the group, with all that it then starts. */
  readonly entrances: readonly string[];
  /** Whether the kernel has ended a process of it for want of memory. */
  wasOutOfMemory(): boolean;
  /** Removes it, when its processes have ended. */
  remove(): void;
}

const PREFIX = "labs-grader-";
const MIB = 1024 * 1024;

/** What is written to which file of a group, by controller and version; those with a question mark need not be there. */
const SETTINGS: Readonly<Record<Controller, Readonly<Record<1 | 2, (limits: GroupLimits) => Record<string, number>>>>> =
  {
    memory: {
      // First without swap, then both: the second limit may not be lower than the first.
      1: ({ memoryMiB }) => ({
        "memory.limit_in_bytes": memoryMiB * MIB,
        "memory.memsw.limit_in_bytes?": memoryMiB * MIB,
      }),
      2: ({ memoryMiB }) => ({ "memory.max": memoryMiB * MIB, "memory.swap.max?": 0 }),
    },
    pids: { 1: ({ processes }) => ({ "pids.max": processes }), 2: ({ processes }) => ({ "pids.max": processes }) },
    // The weight that every group and process has that nobody gave another one.
    cpu: { 1: () => ({ "cpu.shares": 1024 }), 2: () => ({ "cpu.weight": 100 }) },
  };

let here: readonly ControllerHere[] | undefined;
let count = 0;
/** Groups whose last process had not quite ended when they were to be removed. */
const left = new Set<string>();

/** Makes a group, or nothing where this machine gives the grader none: then `watchMemory` counts. */
export function openCgroup(limits: GroupLimits): Cgroup | undefined {
  here ??= usable(controllersHere());
  return here.length === 0 ? undefined : made(here, limits);
}

/** Tried once: a group is made, and a process enters it. Without the controller of memory, the others alone are none. */
function usable(controllers: readonly ControllerHere[]): readonly ControllerHere[] {
  const able = controllers.filter((one) => {
    removeLeft(one.folder);
    try {
      const tried = made([one], { memoryMiB: 64, processes: 64 });
      const { status } = spawnSync("sh", ["-c", 'echo $$ > "$0"', ...tried.entrances]);
      tried.remove();
      return status === 0;
    } catch {
      return false;
    }
  });
  if (!able.some(({ controller }) => controller === "memory")) return [];
  process.on("exit", () => {
    removeAll();
  });
  return able;
}

/** @throws Error if the kernel refuses it */
function made(controllers: readonly ControllerHere[], limits: GroupLimits): Cgroup {
  const name = `${PREFIX}${process.pid}-${(count += 1)}`;
  const groups = new Map<string, ControllerHere>();
  for (const one of controllers) {
    const group = join(one.folder, name);
    if (!groups.has(group)) mkdirSync(group);
    groups.set(group, one);
    for (const [file, value] of Object.entries(SETTINGS[one.controller][one.version](limits)))
      write(join(group, file.replace("?", "")), value, file.endsWith("?"));
  }
  const folders = [...groups.keys()];
  const memory = controllers.find(({ controller }) => controller === "memory");
  return {
    entrances: folders.map((group) => join(group, "cgroup.procs")),
    wasOutOfMemory: () => memory !== undefined && killedIn(join(memory.folder, name), memory.version) > 0,
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

/** How many processes of a group the kernel has ended for want of memory. */
function killedIn(group: string, version: 1 | 2): number {
  const text = readFileSync(join(group, version === 1 ? "memory.oom_control" : "memory.events"), "utf8");
  return Number(/^oom_kill (\d+)$/m.exec(text)?.[1] ?? 0);
}

/** A group with a process that is just ending cannot be removed yet: it is tried again with the next one, and at the end. */
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

/** What graders that were killed have left. */
function removeLeft(folder: string): void {
  try {
    for (const name of readdirSync(folder)) {
      const [, pid] = /^labs-grader-(\d+)-\d+$/.exec(name) ?? [];
      if (pid !== undefined && !isRunning(Number(pid))) rmdirSync(join(folder, name));
    }
  } catch {
    // Somebody else's, or in use: it stays.
  }
}

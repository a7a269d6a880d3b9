import { readFileSync } from "node:fs";
import { dirname, posix } from "node:path";

/** What a control group limits: memory, the number of processes, the share of the processors. */
export type Controller = "memory" | "pids" | "cpu";

const CONTROLLERS: readonly Controller[] = ["memory", "pids", "cpu"];

/** A controller, and the folder below which groups for it can be tried to be made. */
export interface ControllerHere {
  readonly controller: Controller;
  readonly version: 1 | 2;
  readonly folder: string;
}

/** What the kernel says of this process's own groups, and of where they are mounted. */
export interface CgroupFiles {
  /** `/proc/self/cgroup`: see cgroups(7). */
  readonly own: string;
  /** `/proc/self/mountinfo`: see proc_pid_mountinfo(5). */
  readonly mounts: string;
  /** The text of a file, or nothing. */
  read(file: string): string | undefined;
}

interface Mounted {
  readonly folder: string;
  /** The group that is seen there. */
  readonly root: string;
  readonly type: string;
  readonly options: readonly string[];
}

/**
 * Where groups for each controller are made: in version 1 in this process's own group; in version 2, where a group with processes has no
 * groups with controllers below it, in the nearest group above that gives the controller of memory to those below. So whatever limits
 * this process itself has, those of its own kind above all, holds for what it starts, too.
 */
export function controllersHere(files: CgroupFiles = filesHere()): readonly ControllerHere[] {
  const mounts = mountsIn(files.mounts);
  const own = files.own.split("\n").map((line) => {
    const [, hierarchy = "", controllers = "", path = ""] = /^(\d+):([^:]*):(.*)$/.exec(line) ?? [];
    return { isUnified: hierarchy === "0", controllers: controllers.split(","), path };
  });
  const unified = own.find(({ isUnified }) => isUnified);
  const mount = mounts.find(({ type }) => type === "cgroup2");
  const above = unified && mount ? delegating(mount, unified.path, files) : undefined;
  return CONTROLLERS.flatMap((controller): ControllerHere[] => {
    const first = own.find(({ controllers }) => controllers.includes(controller));
    const at = mounts.find(({ type, options }) => type === "cgroup" && options.includes(controller));
    if (first && at) return [{ controller, version: 1, folder: folderOf(at, first.path) }];
    return above?.given.includes(controller) ? [{ controller, version: 2, folder: above.folder }] : [];
  });
}

/** Where groups that count processor time, and limit nothing, are made: in version 1 alone. In version 2 the grader's groups would lie beside them. */
export function accountingFolder(
  { own, mounts }: Pick<CgroupFiles, "own" | "mounts"> = filesHere(),
): string | undefined {
  const path = /^\d+:(?:[^:\n]*,)?cpuacct(?:,[^:\n]*)?:(.*)$/m.exec(own)?.[1];
  const at = mountsIn(mounts).find(({ type, options }) => type === "cgroup" && options.includes("cpuacct"));
  return path !== undefined && at ? folderOf(at, path) : undefined;
}

function delegating(
  mount: Mounted,
  path: string,
  { read }: CgroupFiles,
): { folder: string; given: readonly string[] } | undefined {
  for (let folder = folderOf(mount, path); folder.startsWith(mount.folder); folder = dirname(folder)) {
    const given = (read(posix.join(folder, "cgroup.subtree_control")) ?? "").trim().split(" ");
    if (given.includes("memory")) return { folder, given };
  }
  return undefined;
}

/** In a container, what is mounted may itself be a group below the root's. */
function folderOf({ folder, root }: Mounted, path: string): string {
  const shown = root === "/" ? "" : root;
  return path.startsWith(`${shown}/`) ? posix.join(folder, path.slice(shown.length), ".") : folder;
}

function mountsIn(text: string): Mounted[] {
  return text.split("\n").flatMap((line) => {
    const [before = "", after = ""] = line.split(" - ");
    const [, , , root, folder] = before.split(" ");
    const [type = "", , options = ""] = after.split(" ");
    if (root === undefined || folder === undefined || !type.startsWith("cgroup")) return [];
    return [{ folder, root, type, options: options.split(",") }];
  });
}

function filesHere(): CgroupFiles {
  const read = (file: string): string | undefined => {
    try {
      return readFileSync(file, "utf8");
    } catch {
      return undefined;
    }
  };
  return { own: read("/proc/self/cgroup") ?? "", mounts: read("/proc/self/mountinfo") ?? "", read };
}

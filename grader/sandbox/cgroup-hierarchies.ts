import { readFileSync } from "node:fs";
import { dirname, posix } from "node:path";

/** A controller of control groups: it limits memory, the number of processes, or the share of the processors. */
export type Controller = "memory" | "pids" | "cpu";

const CONTROLLERS: readonly Controller[] = ["memory", "pids", "cpu"];

/** A controller, and the folder in which groups for it may be made. */
export interface AvailableController {
  readonly controller: Controller;
  readonly version: 1 | 2;
  readonly folder: string;
}

/** The kernel's files on this process's own groups, and on where groups are mounted. */
interface CgroupFiles {
  /** Text of `/proc/self/cgroup`: see cgroups(7). */
  readonly membership: string;
  /** Text of `/proc/self/mountinfo`: see proc_pid_mountinfo(5). */
  readonly mounts: string;
  /** The text of a file; undefined if it cannot be read. */
  read(file: string): string | undefined;
}

interface MountedHierarchy {
  readonly folder: string;
  /** The group that is mounted at the folder. */
  readonly root: string;
  readonly type: string;
  readonly options: readonly string[];
}

/**
 * The folder in which groups for each controller are made. In version 1 that is this process's own group. In version 2 a group with
 * processes cannot give controllers to groups below it: there it is the nearest group above that gives them the memory controller. So
 * the limits of the groups above this process also hold for the processes that it starts.
 */
export function findControllers(files: CgroupFiles = readCgroupFiles()): readonly AvailableController[] {
  const mounts = parseMounts(files.mounts);
  const memberships = files.membership.split("\n").map((line) => {
    const [, hierarchy = "", controllers = "", path = ""] = /^(\d+):([^:]*):(.*)$/.exec(line) ?? [];
    return { isUnified: hierarchy === "0", controllers: controllers.split(","), path };
  });
  const unified = memberships.find(({ isUnified }) => isUnified);
  const mount = mounts.find(({ type }) => type === "cgroup2");
  const above = unified && mount ? delegateControllers(mount, unified.path, files) : undefined;
  return CONTROLLERS.flatMap((controller): AvailableController[] => {
    const first = memberships.find(({ controllers }) => controllers.includes(controller));
    const at = mounts.find(({ type, options }) => type === "cgroup" && options.includes(controller));
    if (first && at) return [{ controller, version: 1, folder: getGroupFolder(at, first.path) }];
    return above?.delegated.includes(controller) ? [{ controller, version: 2, folder: above.folder }] : [];
  });
}

function delegateControllers(
  mount: MountedHierarchy,
  path: string,
  { read }: CgroupFiles,
): { folder: string; delegated: readonly string[] } | undefined {
  for (let folder = getGroupFolder(mount, path); folder.startsWith(mount.folder); folder = dirname(folder)) {
    const delegated = (read(posix.join(folder, "cgroup.subtree_control")) ?? "").trim().split(" ");
    if (delegated.includes("memory")) return { folder, delegated };
  }
  return undefined;
}

/** The folder of a group. In a container, the mounted group may itself lie below the root group. */
function getGroupFolder({ folder, root }: MountedHierarchy, path: string): string {
  const shown = root === "/" ? "" : root;
  return path.startsWith(`${shown}/`) ? posix.join(folder, path.slice(shown.length), ".") : folder;
}

function parseMounts(text: string): MountedHierarchy[] {
  return text.split("\n").flatMap((line) => {
    const [before = "", after = ""] = line.split(" - ");
    const [, , , root, folder] = before.split(" ");
    const [type = "", , options = ""] = after.split(" ");
    if (root === undefined || folder === undefined || !type.startsWith("cgroup")) return [];
    return [{ folder, root, type, options: options.split(",") }];
  });
}

function readCgroupFiles(): CgroupFiles {
  const read = (file: string): string | undefined => {
    try {
      return readFileSync(file, "utf8");
    } catch {
      return undefined; // a group whose controllers cannot be read gives none to the grader
    }
  };
  return { membership: read("/proc/self/cgroup") ?? "", mounts: read("/proc/self/mountinfo") ?? "", read };
}

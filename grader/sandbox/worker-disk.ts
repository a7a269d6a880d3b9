import { execFile, spawnSync } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { statfs } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { removeUntrustedFolder } from "../../foundation/untrusted-folder";

/**
 * The variable with the folder that a worker has to itself: a file system in memory that no other process sees, and that ends with the
 * worker. Where it is set, the worker may mount more of them.
 */
export const WORKER_DISK_VARIABLE = "LABS_GRADER_DISK";

/** Room for a worker's copies of the library and the packages' code cache, and for the scripts of its runs. */
const WORKER_MIB = 256;
/** A run may hold more than its limit, since the watch ends it by then, with words for the learner. */
const RUN_TIMES_LIMIT = 2;
/** A disk with more files is not emptied for the next run. */
const MANY_FILES = 5000;
/** As `measureFolder` in `grading-cloud.ts` counts them: each entry of a folder takes kernel memory. */
const FILES_PER_MIB = 1024;

/**
 * Enters a mount namespace, mounts memory on a new folder that has this process's id in its name, and runs the remaining arguments. Where
 * that is refused, they run all the same: then the worker has a folder of this machine's, see `scratch`.
 */
const MOUNTING = [
  'own=$(mktemp -d "$1/$2$$-XXXXXX")',
  'chmod 755 "$own"',
  `mount -t tmpfs -o "mode=755,nosuid,nodev,size=${WORKER_MIB}m,nr_inodes=${WORKER_MIB * FILES_PER_MIB}" labs "$own"`,
  `export ${WORKER_DISK_VARIABLE}="$own"`,
].join(" && ");
const WITH_WORKER_DISK = `${MOUNTING}; shift 2; exec "$@"`;

/**
 * A command line that gives a program its own disk, see `WORKER_DISK_VARIABLE`; the program keeps the process's id.
 *
 * @param base   the folder in which the disk's folder is made
 * @param prefix the beginning of that folder's name, before the process's id
 * @returns undefined where this user cannot mount anything
 */
export function createWorkerDiskCommand(base: string, prefix: string): readonly string[] | undefined {
  known ??= findUsableNamespace();
  return known.length === 0 ? undefined : [...known, "sh", "-c", WITH_WORKER_DISK, "sh", base, prefix];
}

let known: readonly string[] | undefined;

/** `unshare` with the options that work here, tested once; empty if none do. */
function findUsableNamespace(): readonly string[] {
  if (process.platform !== "linux") return [];
  const mountOnly = ["unshare", "--mount"];
  // An ordinary user, and the root of a container, may mount in a user namespace only.
  const asUser = [...mountOnly, "--user", "--map-root-user"];
  return [mountOnly, asUser].find((line) => canMount(line)) ?? [];
}

function canMount([file = "", ...args]: readonly string[]): boolean {
  const mounting = ["sh", "-c", "mount -t tmpfs labs /mnt || mount -t tmpfs labs /tmp"];
  return spawnSync(file, [...args, ...mounting], { stdio: "ignore", timeout: 10_000 }).status === 0;
}

const run = promisify(execFile);

/** A folder for all that a run and its cloud write. */
interface RunFolder {
  readonly path: string;
  /** Removes the folder, with all that is in it. */
  remove(): Promise<void>;
}

/** Mounted disks that no run uses, by their size. */
const free = new Map<number, string[]>();

/**
 * A run's folder: on a disk of its own, if this process has its own disk, so that the run fills nothing else. Mounting takes
 * longer than a short run's cloud needs to start, so a disk that is empty again serves the next run.
 *
 * @param createFolder makes a folder of this process
 * @param cloudMiB     the run's limit, see `Limits`
 */
export async function openRunFolder(createFolder: () => string, cloudMiB: number): Promise<RunFolder> {
  if (process.env[WORKER_DISK_VARIABLE] === undefined) {
    const path = createFolder();
    return { path, remove: async () => removeUntrustedFolder(path) };
  }
  const miB = cloudMiB * RUN_TIMES_LIMIT;
  const disk = free.get(miB)?.pop() ?? (await mountDisk(createFolder(), miB));
  // Never the disk's own root: a process of an earlier run that is just ending may still see that run's folder.
  const path = mkdtempSync(join(disk, "run-"));
  return {
    path,
    async remove() {
      // A full disk has no room to remove anything, and many files take longer than mounting another disk.
      if ((await countFiles(disk)) < MANY_FILES) removeUntrustedFolder(path);
      // A removed file counts as long as a process has it open.
      if ((await countFiles(disk)) === 0) {
        free.set(miB, [...(free.get(miB) ?? []), disk]);
        return;
      }
      await run("umount", ["--lazy", disk]);
      removeUntrustedFolder(disk);
    },
  };
}

async function mountDisk(folder: string, miB: number): Promise<string> {
  const options = `mode=700,nosuid,nodev,size=${miB}m,nr_inodes=${miB * FILES_PER_MIB}`;
  await run("mount", ["-t", "tmpfs", "-o", options, "labs", folder]);
  return folder;
}

/** The number of files and folders on a disk, without its root. */
async function countFiles(disk: string): Promise<number> {
  const { files, ffree } = await statfs(disk);
  return files - ffree - 1;
}

/** Whether an error says that a disk is full. The lab cloud answers with its message alone. */
export function isDiskFull(error: unknown): boolean {
  for (let first: unknown = error; first instanceof Error; first = first.cause)
    if (("code" in first && first.code === "ENOSPC") || first.message.includes("ENOSPC")) return true;
  return false;
}

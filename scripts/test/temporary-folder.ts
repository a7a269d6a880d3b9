import { accessSync, chmodSync, constants, mkdtempSync, readdirSync, readFileSync, statfsSync } from "node:fs";
import { freemem } from "node:os";
import { join } from "node:path";
import { removeFolder } from "../../cloud/testing/remove-folder";

/** Linux's folder in memory. */
const IN_MEMORY = "/dev/shm";
/** `f_type` of a tmpfs, from Linux's `magic.h`: some containers have a plain folder here. */
const TMPFS = 0x01021994;
/** A whole run has had up to 1.2 GB of files at once, and 6 GB of processes beside them. */
const MAX_FILES = 4 * 2 ** 30;
const MAX_MEMORY = 12 * 2 ** 30;
const NAME = /^labs-tests-(?<pid>\d+)-/;

/** A folder for the temporary files of a run of tests. */
interface TemporaryFolder {
  /** The variable that Node, Python, Java's tools and shells find it by. */
  readonly env: { readonly TMPDIR?: string };
  remove(): void;
}

/**
 * Makes a folder in memory for the temporary files of a run, where Linux has room for it. Otherwise a third of the time of the services' tests is
 * the disk's, since they make and remove tens of thousands of files. Without that room the tests use the system's folder.
 */
export function openTemporaryFolder(): TemporaryFolder {
  if (!hasFreeSpace()) return { env: {}, remove: () => undefined };
  for (const name of readdirSync(IN_MEMORY)) if (isStale(name)) removeFolder(join(IN_MEMORY, name));
  const folder = mkdtempSync(join(IN_MEMORY, `labs-tests-${process.pid}-`));
  // The mode of the system's folder: tests of the sandbox run programs as another user, who has files of its own there.
  chmodSync(folder, 0o1777);
  return { env: { TMPDIR: folder }, remove: () => removeFolder(folder) };
}

function hasFreeSpace(): boolean {
  if (process.platform !== "linux" || freemem() < MAX_MEMORY) return false;
  try {
    accessSync(IN_MEMORY, constants.W_OK);
    const { type, bavail, bsize } = statfsSync(IN_MEMORY);
    return type === TMPFS && bavail * bsize >= MAX_FILES && !isNoexec(readFileSync("/proc/mounts", "utf8"));
  } catch {
    return false; // the system's own folder serves as well
  }
}

/** Whether programs and libraries there cannot be run, as in many containers: tests write some. */
const isNoexec = (mounts: string): boolean =>
  mounts.split("\n").some((line) => {
    const [, folder, , options = ""] = line.split(" ");
    return folder === IN_MEMORY && options.split(",").includes("noexec");
  });

/** Whether the folder is of a run that was killed. */
function isStale(name: string): boolean {
  const pid = NAME.exec(name)?.groups?.["pid"];
  if (pid === undefined) return false;
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ESRCH";
  }
}

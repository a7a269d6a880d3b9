import { randomBytes } from "node:crypto";
import { readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { uptime } from "node:os";
import { join, resolve } from "node:path";

/** A process's exclusive right to write in a folder. */
export interface FolderLock {
  release(): void;
}

/** The file that names the process that has locked its folder. */
const OWNER = "in-use-by";
/** The file of a process that wants to lock the folder: the process id, and a random part that makes the name unique. */
const CLAIM = /^in-use-by\.(\d+)\.[0-9a-f]+$/;
/** How long a start waits for others that began at the same moment and will withdraw. */
const MAX_WAIT_MS = 5_000;
const LOOK_AGAIN_MS = 2;

/** The folders that this process has locked: two clouds in one process must not share a folder either. */
const mine = new Set<string>();

/**
 * Makes sure that only one cloud writes in a folder: two would damage each other's logs.
 *
 * Node offers no lock of the kernel, so a start first writes a claim, and only then looks who else is there: of two that
 * start at the same moment, at least one sees the other. The lowest process id then waits until the others have
 * withdrawn. Its claim becomes the owner's file in one step, so a process that no longer finds the claim finds the owner.
 *
 * @throws Error naming the process that has locked the folder
 */
export function lockFolder(folder: string): FolderLock {
  const path = resolve(folder, OWNER);
  if (mine.has(path)) throw createInUseError(folder, process.pid);
  const claim = `${OWNER}.${process.pid}.${randomBytes(6).toString("hex")}`;
  const claimPath = resolve(folder, claim);
  try {
    writeFileSync(claimPath, String(process.pid), { flag: "wx", mode: 0o600 });
    waitForLock(folder, claim);
    // Only now: an owner that is found neither here nor among the claims has not been there before the own claim was.
    const owner = findOwner(path);
    if (owner !== undefined) throw createInUseError(folder, owner);
    renameSync(claimPath, path);
  } finally {
    rmSync(claimPath, { force: true });
  }
  mine.add(path);
  return {
    release() {
      mine.delete(path);
      rmSync(path, { force: true });
    },
  };
}

/** Waits until no other living process claims the folder. @throws Error if one with a lower id does, or one does not go on */
function waitForLock(folder: string, claim: string): void {
  for (let waitedMs = 0; ; waitedMs += LOOK_AGAIN_MS) {
    const others = listLivingClaims(folder, claim);
    const [lowest] = others;
    if (lowest === undefined) return;
    if (lowest < process.pid || waitedMs >= MAX_WAIT_MS) throw createInUseError(folder, lowest);
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, LOOK_AGAIN_MS);
  }
}

/** The ids of other processes that claim the folder, lowest first. Claims of killed processes are removed. */
function listLivingClaims(folder: string, claim: string): number[] {
  const living: number[] = [];
  for (const name of readdirSync(folder)) {
    const pid = name === claim ? undefined : CLAIM.exec(name)?.[1];
    if (pid === undefined) continue;
    const owner = findOwner(join(folder, name));
    if (owner === undefined) rmSync(join(folder, name), { force: true });
    else living.push(owner);
  }
  return living.sort((a, b) => a - b);
}

const createInUseError = (folder: string, pid: number): Error =>
  new Error(`${folder} is in use by the lab cloud with process id ${pid}.`);

/**
 * The living process that wrote a claim or an owner's file; undefined if there is no such file, or its process has
 * ended, as that of a killed cloud.
 */
function findOwner(path: string): number | undefined {
  let pid: number;
  try {
    pid = Number(CLAIM.exec(path.slice(path.lastIndexOf(OWNER)))?.[1] ?? readFileSync(path, "utf8"));
    // After a restart of the machine another process may have the same id.
    if (statSync(path).mtimeMs < Date.now() - uptime() * 1000) return undefined;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
  return pid !== process.pid && isAlive(pid) ? pid : undefined;
}

function isAlive(pid: number): boolean {
  try {
    return Number.isInteger(pid) && pid > 0 && process.kill(pid, 0) && !isEnded(pid);
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

/**
 * Whether a process is a zombie: it has ended, but its parent has not waited for it, as the first process of a
 * container often never does.
 */
function isEnded(pid: number): boolean {
  try {
    return /\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch {
    return false; // not Linux, or the process has ended by now, which the next start sees
  }
}

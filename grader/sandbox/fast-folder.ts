import { accessSync, constants, statfsSync } from "node:fs";
import { tmpdir } from "node:os";

/** A file system in memory, on most Linux systems. */
export const IN_MEMORY = "/dev/shm";
/** Room for the files of several runs at the same time, see `Limits`. */
const ENOUGH_BYTES = 1024 * 1024 * 1024;

/**
 * The folder for a run's temporary files: in memory if there is room, otherwise the system's temporary folder. A run makes and
 * removes many small files, which on a disk can take longer than the run itself.
 */
export function chooseFastFolder(inMemory = IN_MEMORY, freeBytes = measureFreeBytes): string {
  try {
    accessSync(inMemory, constants.W_OK);
    return freeBytes(inMemory) > ENOUGH_BYTES ? inMemory : tmpdir();
  } catch {
    return tmpdir(); // the system's own folder serves as well
  }
}

function measureFreeBytes(folder: string): number {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}

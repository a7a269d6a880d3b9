import { accessSync, constants, statfsSync } from "node:fs";
import { tmpdir } from "node:os";

/** A folder in memory, where Linux has one. */
const IN_MEMORY = "/dev/shm";
/** Room for what some runs at the same time may store, see `Limits`. */
const ENOUGH_BYTES = 1024 * 1024 * 1024;

/**
 * Where a run keeps what is gone with it: in memory if there is room, else in the system's temporary folder. A run makes and removes
 * many small files, on which a disk would spend more time than the run itself.
 */
export function fastFolder(): string {
  try {
    accessSync(IN_MEMORY, constants.W_OK);
    const { bavail, bsize } = statfsSync(IN_MEMORY);
    return bavail * bsize > ENOUGH_BYTES ? IN_MEMORY : tmpdir();
  } catch {
    return tmpdir();
  }
}

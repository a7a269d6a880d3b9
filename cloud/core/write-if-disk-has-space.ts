import { isDiskFull } from "./faults";

/**
 * Does work that writes.
 *
 * @returns false if the disk was full
 * @throws any other error of the work
 */
export function writeIfDiskHasSpace(write: () => void): boolean {
  try {
    write();
    return true;
  } catch (error) {
    if (isDiskFull(error)) return false;
    throw error;
  }
}

import { isDiskFull } from "./faults";

/**
 * Does work that writes, and says whether there was room for it.
 *
 * @throws what the work throws for other reasons
 */
export function diskHasRoom(write: () => void): boolean {
  try {
    write();
    return true;
  } catch (error) {
    if (isDiskFull(error)) return false;
    throw error;
  }
}

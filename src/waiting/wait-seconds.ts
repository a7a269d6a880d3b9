import { waitQuietly } from "./wait-quietly";

/** `waitQuietly` looks twice a second. */
const LOOKS_PER_SECOND = 2;

/**
 * Waits, by the clock of AWS or of the lab cloud, and prints nothing.
 *
 * @param seconds rounded up to half a second
 * @throws Error if you interrupt the cell
 */
export async function waitSeconds(seconds: number): Promise<void> {
  let looks = 0;
  await waitQuietly(async () => looks++ >= seconds * LOOKS_PER_SECOND);
}

import type { Limits } from "../sandbox/limits";
import type { Theatre } from "./theatre";

/** How often it is looked: often enough that a machine's memory does not fill meanwhile. */
const EACH_MS = 200;
const MIB = 1024 * 1024;

/** Tells when a submission fills its lab cloud, or keeps it busy, beyond what any honest work needs. */
export function watchCloud({ cloud, calls }: Theatre, limits: Limits, tooMuch: (why: string) => void): { end(): void } {
  if (!cloud) return { end: () => undefined };
  const look = (): void => {
    if (calls().length > limits.cloudCalls) tooMuch(`Your code asked the cloud more than ${limits.cloudCalls} times.`);
    if (cloud.storedBytes() > limits.cloudMiB * MIB) tooMuch(`Your code stored more than ${limits.cloudMiB} MiB in the cloud.`);
  };
  const timer = setInterval(look, EACH_MS);
  return { end: () => { clearInterval(timer); } };
}

import type { ChildProcess } from "node:child_process";
import { once } from "node:events";

/** The first message of a compiler's process: it takes requests. */
export const UP = "up";

/** Whether a process says that it takes requests; false if it ends before. */
export async function isUp(child: ChildProcess): Promise<boolean> {
  const listening = new AbortController();
  const [first] = (await Promise.race([
    once(child, "message", { signal: listening.signal }),
    once(child, "exit", { signal: listening.signal }),
  ])) as unknown[];
  listening.abort();
  return first === UP;
}

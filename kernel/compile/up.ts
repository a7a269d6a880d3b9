import type { ChildProcess } from "node:child_process";
import { once } from "node:events";

/** The first message of a compiler's process: it is ready for requests. */
export const UP = "up";

/** Resolves with true when a process is ready for requests, and with false if it ends before. */
export async function isUp(child: ChildProcess): Promise<boolean> {
  const listening = new AbortController();
  const [first] = (await Promise.race([
    once(child, "message", { signal: listening.signal }),
    once(child, "exit", { signal: listening.signal }),
  ])) as unknown[];
  listening.abort();
  return first === UP;
}

import { fork } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import type { RunAnswer, RunOrder } from "./run-cells";

/** Runs compiled cells in a process of their own. */
export async function runApart(order: RunOrder): Promise<RunAnswer> {
  const child = fork(path.join(import.meta.dirname, "run-cells.ts"), { execArgv: ["--import", "tsx"], silent: true });
  const closed = once(child, "close");
  child.send(order);
  const [answer] = (await Promise.race([
    once(child, "message"),
    closed.then(() => {
      throw new Error("the runner's process ended");
    }),
  ])) as [RunAnswer];
  await closed;
  return answer;
}

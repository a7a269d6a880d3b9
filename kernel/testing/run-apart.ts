import { fork } from "node:child_process";
import { once } from "node:events";
import { getBundledFile, bundleTests } from "../../scripts/test/bundle";
import { projectRoot } from "./kernel-process";
import type { RunAnswer, CellsToRun } from "./run-cells";

const PROGRAM = "kernel/testing/run-cells.ts";
/** Bundled once for all runs: through tsx, each run would take half a second of processor time more. */
let bundling: ReturnType<typeof bundleTests> | undefined;
// A hook of mocha's root suite: this file is loaded before any suite begins.
after(async () => (await bundling)?.remove());

/** Runs compiled cells in a process of their own. */
export async function runApart(order: CellsToRun): Promise<RunAnswer> {
  const bundle = await (bundling ??= bundleTests(projectRoot, [PROGRAM]));
  if (bundle === undefined) throw new Error(`${PROGRAM} cannot be bundled`);
  const child = fork(getBundledFile(bundle.folder, PROGRAM), { execArgv: ["--enable-source-maps"], silent: true });
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

import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { createScanFeed } from "../generators/parcel-scans";
import { findProjectRoot } from "../running/project-root";
import { runScript, UsageError } from "../running/run-script";
import { getCloudTime } from "../waiting/cloud-now";

/**
 * Calls one of the three functions of the capstone's script, in a process of its own, as the acceptance test does.
 *
 *     npx tsx src/parcels/run-pipeline.ts --call produce --lines 2400 --kill-at 1130
 */
const ACTS = ["deploy", "produce", "cleanUp"];

await runScript({
  usage:
    "npx tsx src/parcels/run-pipeline.ts --call <deploy, produce or cleanUp> [--script <path>] [--lines <number>] [--kill-at <line>] [--seed <number>]",
  options: ["script", "call", "lines", "kill-at", "seed"],
  async run(options) {
    const { call = "", script = "src/parcels/pipeline.ts", lines = "2400", seed = "1" } = options;
    if (!ACTS.includes(call)) throw new UsageError(`--call is ${ACTS.join(", ")}, not ${call || "nothing"}.`);
    const loaded: unknown = await import(pathToFileURL(join(findProjectRoot(), script)).href);
    const callable: unknown = Reflect.get(Object(loaded), call);
    if (typeof callable !== "function") throw new UsageError(`${script} exports no function ${call} yet.`);
    const feed = createScanFeed({ seed: Number(seed), count: Number(lines), now: new Date(await getCloudTime()) });
    const killAt = options["kill-at"] === undefined ? undefined : Number(options["kill-at"]);
    await Reflect.apply(callable, undefined, call === "produce" ? [readLines(feed.lines, killAt)] : []);
    console.log(`${call} is done.`);
  },
});

/** The lines, one after the other. If the process is to be killed, it ends at once when that line is asked for. */
async function* readLines(lines: readonly string[], killAt: number | undefined): AsyncGenerator<string> {
  for (const [at, line] of lines.entries()) {
    if (at === killAt) {
      console.log(`Killed at line ${at}.`);
      process.exit(0);
    }
    yield await Promise.resolve(line);
  }
}

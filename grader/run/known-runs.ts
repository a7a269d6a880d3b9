import { createHash } from "node:crypto";
import type { RunEvidence } from "../evidence/evidence";

/** Runs that took place, by the code that ran: the same code, on the same cloud with the same seed, leaves the same behind. */
export interface KnownRuns {
  /**
   * Runs code, or gives what it left behind before. As long as nothing is known, the run begins while the code is compiled.
   *
   * @param code  everything that the run depends on, as plain data; undefined if it was not compiled in time
   * @param start runs it
   */
  run(code: Promise<unknown>, start: () => Promise<RunEvidence>): Promise<RunEvidence>;
}

const MOST_KEPT = 100;
/** Honest runs leave a tenth of this; a hostile one fills its cloud. */
const LARGEST_KEPT = 1024 * 1024;

/**
 * Remembers the runs of one batch. Only a run that came to its end is remembered: one that was cut off may have been so by a busy
 * machine, which is nobody else's fault.
 */
export function createKnownRuns(): KnownRuns {
  const known = new Map<string, RunEvidence>();
  const keep = (key: string, run: RunEvidence): void => {
    if (run.end !== "done" || JSON.stringify(run).length > LARGEST_KEPT) return;
    known.set(key, run);
    const [oldest] = known.keys();
    if (known.size > MOST_KEPT && oldest !== undefined) known.delete(oldest);
  };
  return {
    async run(code, start) {
      const early = known.size === 0 ? start() : undefined;
      early?.catch(() => undefined); // awaited below, unless the compiler failed
      const compiled = await code;
      if (compiled === undefined) return early ?? start();
      const key = createHash("sha256").update(JSON.stringify(compiled)).digest("hex");
      const run = known.get(key) ?? (await (early ?? start()));
      known.delete(key); // what is asked for again is among the last to go
      keep(key, run);
      return run;
    },
  };
}

import { createHash } from "node:crypto";
import type { RunEvidence } from "../evidence/evidence";

/** Code of a run, as plain data. */
export interface Code {
  /** Everything that the run depends on. */
  readonly whole: unknown;
  /** `whole` without parts that only change the line of an error; undefined if the code does not compile. */
  readonly essence?: unknown;
}

/** Evidence of earlier runs, by their code: the same code gives the same evidence on a cloud with the same seed. */
export interface KnownRuns {
  /**
   * Runs code, or gives the evidence of an earlier run of the same code. The first run begins while its code is being
   * compiled.
   *
   * @param code  undefined if it was not compiled in time
   * @param start runs it
   */
  run(code: Promise<Code | undefined>, start: () => Promise<RunEvidence>): Promise<RunEvidence>;
}

/** A store of runs, by a key. */
export interface RunStore {
  recall(key: string): Promise<RunEvidence | undefined>;
  remember(key: string, run: RunEvidence): void;
}

const MAX_STORED = 500;
/** Honest runs give half of this; a hostile one can fill its cloud. */
const MAX_CACHED = 256 * 1024;

/** Keeps the recently used runs of one batch. */
export function createRunStore(): RunStore {
  const stored = new Map<string, RunEvidence>();
  const remember = (key: string, run: RunEvidence): void => {
    stored.delete(key);
    stored.set(key, run);
    const [oldest] = stored.keys();
    if (stored.size > MAX_STORED && oldest !== undefined) stored.delete(oldest);
  };
  return {
    recall(key) {
      const run = stored.get(key);
      if (run) remember(key, run);
      return Promise.resolve(run);
    },
    remember,
  };
}

/**
 * Finds runs in a store, and puts them there. Only a run that came to its end is kept: a run that was cut off may have met a busy
 * machine, which must not affect other submissions. A run without errors and remarks is found by the code's essence, since its
 * evidence contains no line numbers.
 */
export function createKnownRuns({ recall, remember }: RunStore): KnownRuns {
  let isFirst = true;
  const keep = ({ whole, essence }: Keys, run: RunEvidence): void => {
    if (run.end === "done" && JSON.stringify(run).length <= MAX_CACHED)
      remember(isRevealingLines(run) ? whole : essence, run);
  };
  return {
    async run(code, start) {
      const early = isFirst ? start() : undefined;
      isFirst = false;
      early?.catch(() => undefined); // awaited below, unless the compiler failed
      const compiled = await code;
      if (compiled === undefined) return early ?? start();
      const keys = { whole: hashData(compiled.whole), essence: hashData(compiled.essence ?? compiled.whole) };
      const known = early ? undefined : ((await recall(keys.essence)) ?? (await recall(keys.whole)));
      if (known) return known;
      const run = await (early ?? start());
      keep(keys, run);
      return run;
    },
  };
}

interface Keys {
  readonly whole: string;
  readonly essence: string;
}

function isRevealingLines({ cells, scripts }: RunEvidence): boolean {
  return [...cells, ...scripts].some(({ error }) => error !== undefined) || cells.some(({ remarks }) => remarks);
}

function hashData(data: unknown): string {
  return createHash("sha256").update(JSON.stringify(data)).digest("hex");
}

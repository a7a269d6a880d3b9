import type { Reached, Tried } from "./messages";
import type { CodeMutant } from "./add-switches";
import { TestProcess } from "./test-process";

/** The verdict on a mutant: `noticed` if a test failed or the process ended, `survived` if all tests passed, or reached by no test. */
export interface Verdict {
  readonly mutant: CodeMutant;
  readonly verdict: "noticed" | "survived" | "not reached";
  /** Titles of the tests that failed; empty if instead the process ended, or hung. */
  readonly by: readonly string[];
  /** The number of tests that reach the mutant, and how many of them ran within the time for one mutant. */
  readonly reaching: number;
  readonly tried: number;
}

/** The tests of a part, and how they are run on the mutants. */
interface Trial {
  /** The copy of the project whose sources hold the switches. */
  readonly folder: string;
  /** Paths of test files. */
  readonly files: readonly string[];
  /** The most milliseconds of tests for one mutant, by their durations without a mutant: the slower tests beyond it are left out. */
  readonly mostMs: number;
  /** Whether the remaining tests run after one has failed. */
  readonly toTheEnd: boolean;
}

interface KnownTest extends Tried {
  readonly reached: ReadonlyMap<number, number>;
}

/**
 * The first batch holds the quickest tests, of this many ms together; each further batch takes some times as long. Most
 * mutants are noticed by the first.
 */
const FIRST_MS = 300;
const EACH_TIMES = 6;
/**
 * A mutant may make a test wait for an event that never comes: a batch may take so many times its usual duration, and
 * some seconds more.
 */
const TIMES_USUAL = 5;
const MORE_MS = 15_000;
/** A mutant that is reached so many times as often as without a mutant, and some thousand times more, is endless. */
const TIMES_MET = 20;
const MORE_MET = 20_000;

/** Judges mutants by the tests of some files, of which it knows which mutants each reaches. */
export class MutantJudge {
  readonly #trial: Trial;
  readonly #known: readonly KnownTest[];
  /** Mutants reached while the test files are imported: only a process that starts with such a mutant can notice it. */
  readonly #onReading: ReadonlySet<number>;
  #process: TestProcess | undefined;

  private constructor(trial: Trial, known: readonly KnownTest[], onReading: readonly Reached[]) {
    this.#trial = trial;
    this.#known = known;
    this.#onReading = new Set(onReading.map(([id]) => id));
  }

  /** Runs all tests once, without a mutant. Tests that fail then cannot judge: they are reported and left out. */
  static async start(trial: Trial): Promise<MutantJudge> {
    const { tests, ready } = await TestProcess.start(trial.folder, trial.files);
    if (tests === undefined) throw new Error("The tests' files cannot be read.");
    const ran = await tests.run({ toTheEnd: true, reached: true }, 3_600_000);
    tests.end();
    if (!ran) throw new Error("The tests came to no end without a mutant.");
    const failing = ran.tests.filter(({ why }) => why !== undefined);
    for (const { title, why = "" } of failing)
      console.error(`  fails without a mutant, and is left out: ${title}: ${why.split("\n", 1).join()}`);
    const passing = ran.tests.filter(({ why }) => why === undefined);
    const known = passing.map((test) => ({ ...test, reached: new Map(ran.reached[test.title] ?? []) }));
    return new MutantJudge(trial, known, ready.reached);
  }

  /** The titles of all tests, and their duration together. */
  get tests(): { readonly titles: readonly string[]; readonly ms: number } {
    return { titles: this.#known.map(({ title }) => title), ms: sum(this.#known) };
  }

  async judge(mutant: CodeMutant): Promise<Verdict> {
    const fromStart = this.#onReading.has(mutant.id);
    const inTests = this.#known.filter(({ reached }) => reached.has(mutant.id));
    const reaching = sortTests(mutant.file, fromStart ? this.#known : inTests);
    if (reaching.length === 0) return { mutant, verdict: "not reached", by: [], reaching: 0, tried: 0 };
    const chosen = selectWithinTime(reaching, this.#trial.mostMs);
    // To start a process takes seconds, so the tests that reach the mutant run first: they notice most mutants that are
    // reached on import, too.
    let by =
      inTests.length > 0
        ? await this.#detectSurely(mutant, selectWithinTime(sortTests(mutant.file, inTests), this.#trial.mostMs))
        : undefined;
    if (by === undefined && fromStart) by = await this.#detectFromStart(mutant, chosen);
    const verdict = by ? "noticed" : "survived";
    return { mutant, verdict, by: by ?? [], reaching: reaching.length, tried: chosen.length };
  }

  end(): void {
    this.#process?.end();
    this.#process = undefined;
  }

  /** As `#noticed`; if the failed tests fail without the mutant, too, an earlier mutant has left something behind, and the tests run once more in a fresh process. */
  async #detectSurely(mutant: CodeMutant, chosen: readonly KnownTest[]): Promise<readonly string[] | undefined> {
    const noticed = await this.#detect(mutant, chosen);
    if (noticed === undefined || (await this.#runPasses(noticed))) return noticed;
    return this.#detect(mutant, chosen);
  }

  async #detectFromStart(mutant: CodeMutant, chosen: readonly KnownTest[]): Promise<readonly string[] | undefined> {
    this.end();
    this.#process = (await TestProcess.start(this.#trial.folder, this.#trial.files, mutant.id)).tests;
    const noticed = this.#process ? await this.#detect(mutant, chosen) : [];
    this.end();
    return noticed;
  }

  /** @returns the titles of the tests that fail; empty if the process ended; undefined if all tests pass */
  async #detect(mutant: CodeMutant, chosen: readonly KnownTest[]): Promise<readonly string[] | undefined> {
    const { toTheEnd } = this.#trial;
    const met = Math.max(...chosen.map(({ reached }) => reached.get(mutant.id) ?? 0));
    for (const batch of toTheEnd ? [chosen] : splitIntoBatches(chosen)) {
      this.#process = this.#process?.runs
        ? this.#process
        : (await TestProcess.start(this.#trial.folder, this.#trial.files)).tests;
      const ran = await this.#process?.run(
        { titles: getTitles(batch), mutant: mutant.id, left: met * TIMES_MET * batch.length + MORE_MET, toTheEnd },
        sum(batch) * TIMES_USUAL + MORE_MS,
      );
      if (!ran) return [];
      const failed = ran.tests.filter(({ why }) => why !== undefined);
      if (failed.length > 0) return getTitles(failed);
    }
    return undefined;
  }

  /** Whether tests pass without a mutant. If they fail, or do not end, the process is ended, and the next mutant gets a fresh one. */
  async #runPasses(titles: readonly string[]): Promise<boolean> {
    if (titles.length === 0) return true;
    // A failed hook has a title that belongs to no test.
    const known = this.#known.filter(({ title }) => titles.includes(title));
    if (known.length === 0) {
      this.end();
      return false;
    }
    const ran = await this.#process?.run({ titles: getTitles(known) }, sum(known) * TIMES_USUAL + MORE_MS);
    if (ran?.tests.every(({ why }) => why === undefined)) return true;
    this.end();
    return false;
  }
}

const getTitles = (tests: readonly { readonly title: string }[]): string[] => tests.map(({ title }) => title);
const sum = (tests: readonly { readonly ms: number }[]): number => tests.reduce((all, { ms }) => all + ms, 0);

/** Sorts tests: those of the mutant's own file first (`a.test.ts` for `a.ts`), then the quickest, so that many run in the time for one mutant. */
function sortTests(file: string, tests: readonly KnownTest[]): KnownTest[] {
  const isOther = (test: KnownTest): number => Number(test.file !== file.replace(/\.ts$/, ".test.ts"));
  return [...tests].sort((one, other) => isOther(one) - isOther(other) || one.ms - other.ms);
}

/** As many of the tests, in their order, as fit the time; always the first. */
function selectWithinTime(tests: readonly KnownTest[], mostMs: number): KnownTest[] {
  let leftMs = mostMs;
  return tests.filter((test, at) => {
    const fits = at === 0 || test.ms <= leftMs;
    if (fits) leftMs -= test.ms;
    return fits;
  });
}

/** Splits sorted tests into batches, each of which may take several times as long as the one before. */
function splitIntoBatches(tests: readonly KnownTest[]): KnownTest[][] {
  const all: KnownTest[][] = [];
  let most = FIRST_MS;
  let batch: KnownTest[] = [];
  for (const test of [...tests].sort((a, b) => a.ms - b.ms)) {
    if (batch.length > 0 && sum(batch) + test.ms > most) {
      all.push(batch);
      batch = [];
      most *= EACH_TIMES;
    }
    batch.push(test);
  }
  return [...all, batch];
}

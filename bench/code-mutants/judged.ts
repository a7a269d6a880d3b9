import type { Reached, Tried } from "./messages";
import type { CodeMutant } from "./switched";
import { TestProcess } from "./test-process";

/** What became of a mutant: `noticed` by a test or by the end of the process, by none (`survived`), or reached by no test at all. */
export interface Verdict {
  readonly mutant: CodeMutant;
  readonly verdict: "noticed" | "survived" | "not reached";
  /** Titles of the tests that failed; with none, the process came to an end, or did not end. */
  readonly by: readonly string[];
  /** How many tests reach it, and how many of them were tried before the time for one mutant was over. */
  readonly reaching: number;
  readonly tried: number;
}

/** Tests, and how the mutants are tried on them. */
export interface Trial {
  /** The copy with switches in its sources. */
  readonly folder: string;
  /** Paths of test files. */
  readonly files: readonly string[];
  /** The most time that tests may take for one mutant, if they took as long as without: the rest of them is left out. */
  readonly mostMs: number;
  /** Whether all tests are tried, also after one has failed. */
  readonly toTheEnd: boolean;
}

interface KnownTest extends Tried {
  readonly reached: ReadonlyMap<number, number>;
}

/** Few and quick tests first: most mutants are noticed by one of them. */
const FIRST_MS = 300;
const EACH_TIMES = 6;
/** A mutant may make tests wait for what never comes: so much longer than usual, and that. */
const TIMES_USUAL = 5;
const MORE_MS = 15_000;
/** A loop runs a few times more often at most. */
const TIMES_MET = 20;
const MORE_MET = 20_000;

/** The tests of some files, and which mutants each of them reaches. */
export class MutantJudge {
  readonly #trial: Trial;
  readonly #known: readonly KnownTest[];
  /** What is met while files are read is seen only by a process that has the mutant switched on from its start. */
  readonly #onReading: ReadonlySet<number>;
  #process: TestProcess | undefined;

  private constructor(trial: Trial, known: readonly KnownTest[], onReading: readonly Reached[]) {
    this.#trial = trial;
    this.#known = known;
    this.#onReading = new Set(onReading.map(([id]) => id));
  }

  /** Runs all tests once, without a mutant. Those that fail so, cannot judge, and are told and left out. */
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

  /** The titles of all tests, and how long they take together. */
  get tests(): { readonly titles: readonly string[]; readonly ms: number } {
    return { titles: this.#known.map(({ title }) => title), ms: sum(this.#known) };
  }

  async judge(mutant: CodeMutant): Promise<Verdict> {
    const fromStart = this.#onReading.has(mutant.id);
    const inTests = this.#known.filter(({ reached }) => reached.has(mutant.id));
    const reaching = inOrder(mutant.file, fromStart ? this.#known : inTests);
    if (reaching.length === 0) return { mutant, verdict: "not reached", by: [], reaching: 0, tried: 0 };
    const chosen = withinTime(reaching, this.#trial.mostMs);
    // To start a process takes seconds: most of those that are met on reading, too, are noticed without.
    let by =
      inTests.length > 0
        ? await this.#noticedSurely(mutant, withinTime(inOrder(mutant.file, inTests), this.#trial.mostMs))
        : undefined;
    if (by === undefined && fromStart) by = await this.#noticedFromStart(mutant, chosen);
    const verdict = by ? "noticed" : "survived";
    return { mutant, verdict, by: by ?? [], reaching: reaching.length, tried: chosen.length };
  }

  end(): void {
    this.#process?.end();
    this.#process = undefined;
  }

  /** As `#noticed`, once more in a fresh process if the test fails without the mutant, too: one before has left something behind. */
  async #noticedSurely(mutant: CodeMutant, chosen: readonly KnownTest[]): Promise<readonly string[] | undefined> {
    const noticed = await this.#noticed(mutant, chosen);
    if (noticed === undefined || (await this.#passes(noticed))) return noticed;
    return this.#noticed(mutant, chosen);
  }

  async #noticedFromStart(mutant: CodeMutant, chosen: readonly KnownTest[]): Promise<readonly string[] | undefined> {
    this.end();
    this.#process = (await TestProcess.start(this.#trial.folder, this.#trial.files, mutant.id)).tests;
    const noticed = this.#process ? await this.#noticed(mutant, chosen) : [];
    this.end();
    return noticed;
  }

  /** @returns the tests that fail; none, if the process came to an end; undefined, if all pass */
  async #noticed(mutant: CodeMutant, chosen: readonly KnownTest[]): Promise<readonly string[] | undefined> {
    const { toTheEnd } = this.#trial;
    const met = Math.max(...chosen.map(({ reached }) => reached.get(mutant.id) ?? 0));
    for (const batch of toTheEnd ? [chosen] : batches(chosen)) {
      this.#process = this.#process?.runs
        ? this.#process
        : (await TestProcess.start(this.#trial.folder, this.#trial.files)).tests;
      const ran = await this.#process?.run(
        { titles: titlesOf(batch), mutant: mutant.id, left: met * TIMES_MET * batch.length + MORE_MET, toTheEnd },
        sum(batch) * TIMES_USUAL + MORE_MS,
      );
      if (!ran) return [];
      const failed = ran.tests.filter(({ why }) => why !== undefined);
      if (failed.length > 0) return titlesOf(failed);
    }
    return undefined;
  }

  /** Runs tests without a mutant. If they fail, or came to no end with it, the next mutant is tried in a fresh process. */
  async #passes(titles: readonly string[]): Promise<boolean> {
    if (titles.length === 0) return true;
    // A hook's title is that of no test.
    const known = this.#known.filter(({ title }) => titles.includes(title));
    if (known.length === 0) {
      this.end();
      return false;
    }
    const ran = await this.#process?.run({ titles: titlesOf(known) }, sum(known) * TIMES_USUAL + MORE_MS);
    if (ran?.tests.every(({ why }) => why === undefined)) return true;
    this.end();
    return false;
  }
}

const titlesOf = (tests: readonly { readonly title: string }[]): string[] => tests.map(({ title }) => title);
const sum = (tests: readonly { readonly ms: number }[]): number => tests.reduce((all, { ms }) => all + ms, 0);

/** The tests of the mutant's own file come first, `a.test.ts` for `a.ts`; then the quick ones, so that many are tried in the time for one mutant. */
function inOrder(file: string, tests: readonly KnownTest[]): KnownTest[] {
  const isOther = (test: KnownTest): number => Number(test.file !== file.replace(/\.ts$/, ".test.ts"));
  return [...tests].sort((one, other) => isOther(one) - isOther(other) || one.ms - other.ms);
}

/** The first of the tests, as many as fit; always one. */
function withinTime(tests: readonly KnownTest[], mostMs: number): KnownTest[] {
  let leftMs = mostMs;
  return tests.filter((test, at) => {
    const fits = at === 0 || test.ms <= leftMs;
    if (fits) leftMs -= test.ms;
    return fits;
  });
}

/** Quick tests first, each batch with several times the time of the one before. */
function batches(tests: readonly KnownTest[]): KnownTest[][] {
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

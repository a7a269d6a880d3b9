// Runs tests over and over in one process, each time with another mutant switched on. test-process.ts starts it, and tells it what to do.
import { relative, sep } from "node:path";
import Mocha from "mocha";
import type { Answer, Ask, Reached, Tried } from "./messages";
import type { Switchboard } from "./switchboard";
import { MUTANT_VARIABLE } from "./switchboard";

/** Longer than any test of the project takes that runs in process. */
const LONGEST_MS = 20_000;
/** A promise that nobody waited for, after its test was over: what comes next in this process would say nothing. */
const LATE = 3;

const board = (): Switchboard | undefined => (globalThis as { __codeMutants?: Switchboard }).__codeMutants;

/** A reporter that reports nothing: outcomes are read from the runner's events. */
class Silent {
  done(_failures: number, finish: (failures: number) => void): void {
    finish(0);
  }
}

const mocha = new Mocha({ timeout: LONGEST_MS });
// The border: mocha calls no more of a reporter than this; its type asks for the fields of one that counts.
mocha.reporter(Silent as unknown as Mocha.ReporterConstructor);
mocha.cleanReferencesAfterRun(false);
for (const file of process.argv.slice(2)) mocha.addFile(file);

let isRunning = false;
for (const event of ["uncaughtException", "unhandledRejection"])
  process.on(event, () => {
    if (!isRunning) process.exit(LATE);
  });

function bail(suite: Mocha.Suite, isOn: boolean): void {
  suite.bail(isOn);
  for (const inner of suite.suites) bail(inner, isOn);
}

/** Notes which mutants are met while a suite is made ready (they count for all its tests), and in each test with its hooks. */
class Reaches {
  readonly #ofSuites = new Map<Mocha.Suite, Map<number, number>>();
  readonly #ofTests = new Map<Mocha.Test, Map<number, number>>();

  suite(suite: Mocha.Suite): void {
    this.#now(this.#ofSuites, suite);
  }

  test(test: Mocha.Test): void {
    this.#now(this.#ofTests, test);
  }

  byTitle(): Record<string, Reached[]> {
    return Object.fromEntries(
      [...this.#ofTests].map(([test, own]) => {
        const all = new Map(own);
        for (let suite = test.parent; suite; suite = suite.parent)
          for (const [id, count] of this.#ofSuites.get(suite) ?? []) all.set(id, Math.max(all.get(id) ?? 0, count));
        return [test.fullTitle(), [...all]];
      }),
    );
  }

  #now<K>(kept: Map<K, Map<number, number>>, which: K): void {
    const found = kept.get(which) ?? new Map<number, number>();
    kept.set(which, found);
    const mutants = board();
    if (mutants) mutants.reached = found;
  }
}

async function run({ titles, mutant = -1, left = Infinity, toTheEnd = false, reached = false }: Ask): Promise<Answer> {
  bail(mocha.suite, !toTheEnd);
  const only = titles?.map((title) => `^${title.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}$`).join("|");
  mocha.grep(new RegExp(only ?? ""));
  const mutants = board();
  if (mutants) Object.assign(mutants, { active: mutant, left, reached: undefined });
  // Processes that the tests start have it from there.
  process.env[MUTANT_VARIABLE] = String(mutant);
  const tests: Tried[] = [];
  const reaches = new Reaches();
  let began = performance.now();
  isRunning = true;
  await new Promise<void>((resolve) => {
    const runner = mocha.run(() => resolve());
    runner.on("suite", (suite: Mocha.Suite) => reached && reaches.suite(suite));
    runner.on("suite end", (suite: Mocha.Suite) => reached && suite.parent && reaches.suite(suite.parent));
    runner.on("test", (test: Mocha.Test) => {
      began = performance.now();
      if (reached) reaches.test(test);
    });
    const tried = (test: Mocha.Runnable, why?: string): number => {
      const file = relative(process.cwd(), test.file ?? "").replaceAll(sep, "/");
      const ms = performance.now() - began;
      return tests.push({ title: test.fullTitle(), file, ms, ...(why === undefined ? {} : { why }) });
    };
    runner.on("pass", (test) => tried(test));
    runner.on("fail", (test, error: unknown) => tried(test, error instanceof Error ? error.message : String(error)));
  });
  isRunning = false;
  if (mutants) Object.assign(mutants, { active: -1, reached: undefined });
  return { kind: "ran", tests, reached: reached ? reaches.byTitle() : {} };
}

await mocha.loadFilesAsync();
const tell = (answer: Answer): void => void process.send?.(answer);
// The first suite is there before any file is read, and what files do when they are read is no test's.
tell({ kind: "ready", reached: [...(board()?.reached ?? [])] });
process.on("message", (ask: Ask) => {
  void run(ask).then(tell);
});
process.on("disconnect", () => process.exit());

// Runs tests over and over in one process, each time with another mutant switched on. test-process.ts starts it, and sends it requests.
import { relative, sep } from "node:path";
import Mocha from "mocha";
import type { Answer, Ask, Reached, Tried } from "./messages";
import { MUTANT_VARIABLE, type Switchboard } from "./switchboard";

/** The timeout of a test, longer than any test of the project takes that runs in process. */
const LONGEST_MS = 20_000;
/**
 * The exit status when a promise fails after its test has ended: this process could no longer tell which test a later
 * failure belongs to.
 */
const LATE = 3;

const getBoard = (): Switchboard | undefined => (globalThis as { __codeMutants?: Switchboard }).__codeMutants;

/** A reporter without output: the outcomes are read from the runner's events. */
class Silent {
  finishRun(_failures: number, finish: (failures: number) => void): void {
    finish(0);
  }
}

const mocha = new Mocha({ timeout: LONGEST_MS });
// The border: mocha calls no other members of a reporter; its type asks for the fields of a reporter that counts.
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

/** Notes which mutants are reached by a suite's own hooks (they count for all its tests), and by each test with its hooks. */
class Reaches {
  readonly #ofSuites = new Map<Mocha.Suite, Map<number, number>>();
  readonly #ofTests = new Map<Mocha.Test, Map<number, number>>();

  visitSuite(suite: Mocha.Suite): void {
    this.#now(this.#ofSuites, suite);
  }

  test(test: Mocha.Test): void {
    this.#now(this.#ofTests, test);
  }

  groupByTitle(): Record<string, Reached[]> {
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
    const mutants = getBoard();
    if (mutants) mutants.reached = found;
  }
}

async function run({ titles, mutant = -1, left = Infinity, toTheEnd = false, reached = false }: Ask): Promise<Answer> {
  bail(mocha.suite, !toTheEnd);
  const only = titles?.map((title) => `^${title.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}$`).join("|");
  mocha.grep(new RegExp(only ?? ""));
  const mutants = getBoard();
  if (mutants) Object.assign(mutants, { active: mutant, left, reached: undefined });
  // Processes that the tests start read the mutant's id from the environment.
  process.env[MUTANT_VARIABLE] = String(mutant);
  const tests: Tried[] = [];
  const reaches = new Reaches();
  let began = performance.now();
  isRunning = true;
  await new Promise<void>((resolve) => {
    const runner = mocha.run(() => resolve());
    runner.on("suite", (suite: Mocha.Suite) => reached && reaches.visitSuite(suite));
    runner.on("suite end", (suite: Mocha.Suite) => reached && suite.parent && reaches.visitSuite(suite.parent));
    runner.on("test", (test: Mocha.Test) => {
      began = performance.now();
      if (reached) reaches.test(test);
    });
    const countTried = (test: Mocha.Runnable, why?: string): number => {
      const file = relative(process.cwd(), test.file ?? "").replaceAll(sep, "/");
      const ms = performance.now() - began;
      return tests.push({ title: test.fullTitle(), file, ms, ...(why === undefined ? {} : { why }) });
    };
    runner.on("pass", (test) => countTried(test));
    runner.on("fail", (test, error: unknown) =>
      countTried(test, error instanceof Error ? error.message : String(error)),
    );
  });
  isRunning = false;
  if (mutants) Object.assign(mutants, { active: -1, reached: undefined });
  return { kind: "ran", tests, reached: reached ? reaches.groupByTitle() : {} };
}

await mocha.loadFilesAsync();
const tell = (answer: Answer): void => void process.send?.(answer);
// The code that files run when they are imported belongs to no test: the mutants it reaches are sent apart.
tell({ kind: "ready", reached: [...(getBoard()?.reached ?? [])] });
process.on("message", (ask: Ask) => {
  void run(ask).then(tell);
});
process.on("disconnect", () => process.exit());

/**
 * Skips a test, or a suite from its `before`, and prints the reason. The test or the suite keeps the reason, and that it may be skipped
 * where it is not: the reporter of `npm test` reads both.
 *
 * @param why the reason; undefined if the test can run
 */
export function skipIf(context: Mocha.Context | Mocha.Test, why: string | undefined): void {
  const runnable: (Mocha.Runnable & { type?: string }) | undefined = isTest(context) ? context : context.test;
  const skipped = runnable?.type === "hook" ? runnable.parent : runnable;
  if (skipped) Object.assign(skipped, { mayBeSkipped: true, skippedSince: why });
  if (why === undefined) return;
  console.log(`      skipped: ${why}`);
  context.skip();
}

const isTest = (context: Mocha.Context | Mocha.Test): context is Mocha.Test => !("test" in context);

/**
 * Whether tests run in their long form: with `LONG_TESTS=1` they take every seed, every mutant and the whole class. Without it each
 * test takes a sample that can show the same faults. docs/changing/tests.md says when to run them.
 */
export const LONG = process.env["LONG_TESTS"] === "1";

/** Whether tests take the samples of CI, which are larger than those of a contributor's `npm test`. */
export const IN_CI = LONG || process.env["CI"] === "true";

/**
 * The reason to skip a test that is left to CI, because it installs packages, starts other people's programs or works for tens of seconds,
 * and its subject rarely changes; undefined in CI, and with `LONG_TESTS=1`.
 */
export const LEFT_TO_CI = IN_CI ? undefined : "takes long, and is left to CI: LONG_TESTS=1 runs it";

/**
 * `it`, for a test that runs with `LONG_TESTS=1` alone: it takes seconds of processor time, and another, shorter test finds most of the
 * same faults.
 */
export function itIfLong(title: string, test: (this: Mocha.Context) => void | Promise<void>): void {
  if (LONG) it(title, test);
}

/** `describe`, for a suite that runs with `LONG_TESTS=1` alone. */
export function describeIfLong(title: string, suite: (this: Mocha.Suite) => void): void {
  if (LONG) describe(title, suite);
}

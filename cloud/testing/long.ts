/**
 * Whether tests run in their long form: with `LONG_TESTS=1` they take every seed, every mutant and the whole class. Without it each
 * test takes a sample that can show the same faults. docs/changing/tests.md says when to run them.
 */
export const LONG = process.env["LONG_TESTS"] === "1";

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

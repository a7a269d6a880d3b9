/**
 * Whether the tests that can be long are: with `LONG_TESTS=1` they take every seed, every mutant and the whole class. Without it each
 * takes a sample that can fail for the same fault. CONTRIBUTING.md says when to run them.
 */
export const LONG = process.env["LONG_TESTS"] === "1";

/**
 * `it`, for a test that runs with `LONG_TESTS=1` alone: it takes seconds of processor time, and another one, in less time, fails for most
 * of the faults that it would find.
 */
export function longIt(title: string, test: (this: Mocha.Context) => void | Promise<void>): void {
  if (LONG) it(title, test);
}

/** `describe`, likewise. */
export function longDescribe(title: string, suite: (this: Mocha.Suite) => void): void {
  if (LONG) describe(title, suite);
}

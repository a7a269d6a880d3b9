/**
 * Skips a test, or a suite from its `before`, and prints the reason.
 *
 * @param why the reason; undefined if the test can run
 */
export function skipIf(context: Pick<Mocha.Context | Mocha.Test, "skip">, why: string | undefined): void {
  if (why === undefined) return;
  console.log(`      skipped: ${why}`);
  context.skip();
}

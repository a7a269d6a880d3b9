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

/**
 * Skips a test, or a suite from its `before`, and prints the reason. The reason is kept at the test or the suite, where the reporter of
 * `npm test` finds it.
 *
 * @param why the reason; undefined if the test can run
 */
export function skipIf(context: Mocha.Context | Mocha.Test, why: string | undefined): void {
  if (why === undefined) return;
  const runnable: (Mocha.Runnable & { type?: string }) | undefined = isTest(context) ? context : context.test;
  const skipped = runnable?.type === "hook" ? runnable.parent : runnable;
  if (skipped) Object.assign(skipped, { skippedSince: why });
  console.log(`      skipped: ${why}`);
  context.skip();
}

const isTest = (context: Mocha.Context | Mocha.Test): context is Mocha.Test => !("test" in context);

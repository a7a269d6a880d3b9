/**
 * Skips a test, or a group from its `before`, and says why.
 *
 * @param why undefined where it can run
 */
export function skipIf(context: Mocha.Context, why: string | undefined): void {
  if (why === undefined) return;
  console.log(`      skipped: ${why}`);
  context.skip();
}

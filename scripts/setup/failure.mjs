/**
 * A problem that the person at the keyboard can solve. It is shown as one line, without a stack. The message tells the
 * problem and what to do.
 */
export class SetupFailure extends Error {
  /** @override */
  name = "SetupFailure";
}

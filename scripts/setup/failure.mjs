/**
 * A fault that the person at the keyboard can mend. Shown as one line, without a stack.
 * The message says what is wrong and what to do.
 */
export class SetupFailure extends Error {
  /** @override */
  name = "SetupFailure";
}

/** The course or the grader is at fault, not a submission: nothing can be graded. */
export class GraderFault extends Error {
  override readonly name = "GraderFault";
}

/** Submissions cannot be confined on this machine, and the option to run them unconfined was not given. */
export class NotConfinedError extends Error {
  override readonly name = "NotConfinedError";

  static createBecause(why: string): NotConfinedError {
    return NotConfinedError.createWithMessage(
      `Submissions can't be sandboxed here: ${why}. Nothing was graded.\n` +
        "With --unsafe they run as you: they can read and change your files, reach the network and affect each other's marks.",
    );
  }

  static createWithMessage(message: string): NotConfinedError {
    return new NotConfinedError(message);
  }
}

/** The lab has no exercise of that name: the caller has given a wrong id. */
export class UnknownExercise extends Error {
  override readonly name = "UnknownExercise";
}

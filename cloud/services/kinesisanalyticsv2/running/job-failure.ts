/** An application's program is wrong, or Flink could not run it; the message says why, for the application's log. */
export class JobFailure extends Error {
  override readonly name = "JobFailure";
}

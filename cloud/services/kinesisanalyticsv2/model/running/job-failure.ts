/**
 * Thrown if an application's program is wrong, or Flink could not run it; the message for the application's log says
 * why.
 */
export class JobFailure extends Error {
  override readonly name = "JobFailure";
}

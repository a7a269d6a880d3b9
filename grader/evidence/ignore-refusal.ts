/**
 * Waits for an answer of a submission's cloud. Gives undefined if the cloud refuses, which is no fault of the grader: the submission
 * may have started the deletion of this very resource, or made an object that cannot be read.
 */
export async function ignoreRefusal<T>(request: Promise<T>): Promise<T | undefined> {
  try {
    return await request;
  } catch (error) {
    if (error instanceof Error && "$fault" in error && error.$fault === "client") return undefined;
    throw error;
  }
}

/**
 * Waits for an answer of a submission's cloud. Nothing comes back if the cloud refuses: what a submission has started may be deleting
 * what is just being looked at, and an object may be one that nobody can read. That is no fault of the grader's.
 */
export async function unlessRefused<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof Error && "$fault" in error && error.$fault === "client") return undefined;
    throw error;
  }
}

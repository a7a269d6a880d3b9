/** The message of a promise's rejection. @throws Error if it is not rejected */
export async function catchFailure(work: Promise<unknown>): Promise<string> {
  try {
    await work;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  throw new Error("It did not fail.");
}

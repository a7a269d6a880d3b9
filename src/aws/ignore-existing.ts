/**
 * Handles the refusal of a call that creates a data stream or a Firehose that already exists: prints AWS's message, so
 * that a cell can run twice.
 *
 * @throws any other error
 */
export function ignoreExisting(error: unknown): void {
  if (!(error instanceof Error) || error.name !== "ResourceInUseException") throw error;
  console.log(`AWS refuses: ${error.message.replace(/\.$/, "")}. It was left unchanged.`);
}

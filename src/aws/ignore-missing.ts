/** The error names that services use for a resource that does not exist. */
const ABSENT = [
  "ResourceNotFoundException",
  "NoSuchBucket",
  "QueueDoesNotExist",
  "EntityNotFoundException",
  "AWS.SimpleQueueService.NonExistentQueue",
];

/**
 * The result of a call that describes a resource; undefined if the resource does not exist.
 *
 * @throws any other error of the call
 */
export async function ignoreMissing<T>(look: () => Promise<T>): Promise<T | undefined> {
  try {
    return await look();
  } catch (error) {
    if (error instanceof Error && ABSENT.includes(error.name)) return undefined;
    throw error;
  }
}

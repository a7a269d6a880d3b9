/** What services call a resource that is not there. */
const ABSENT = [
  "ResourceNotFoundException",
  "NoSuchBucket",
  "QueueDoesNotExist",
  "EntityNotFoundException",
  "AWS.SimpleQueueService.NonExistentQueue",
];

/** What a look gives; undefined if what it looks at does not exist. @throws whatever else the look throws */
export async function ifItExists<T>(look: () => Promise<T>): Promise<T | undefined> {
  try {
    return await look();
  } catch (error) {
    if (error instanceof Error && ABSENT.includes(error.name)) return undefined;
    throw error;
  }
}

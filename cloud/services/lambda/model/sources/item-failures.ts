/**
 * The ids of the records that a function reports as failed.
 *
 * @param payload the function's answer, JSON
 * @param ids of the records in the call
 * @returns the ids, empty if no record failed; undefined if the answer is malformed, which fails the whole batch
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
 */
export function parseItemFailures(payload: string, ids: ReadonlySet<string>): ReadonlySet<string> | undefined {
  const answer: unknown = JSON.parse(payload);
  if (typeof answer !== "object" || answer === null || !("batchItemFailures" in answer)) return new Set();
  const { batchItemFailures: details } = answer;
  if (details === null) return new Set();
  if (!Array.isArray(details)) return undefined;
  const failed = new Set<string>();
  for (const item of details as readonly unknown[]) {
    const id = typeof item === "object" && item !== null && "itemIdentifier" in item ? item.itemIdentifier : undefined;
    if (typeof id !== "string" || !ids.has(id)) return undefined;
    failed.add(id);
  }
  return failed;
}

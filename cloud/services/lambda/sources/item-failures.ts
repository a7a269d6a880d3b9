/**
 * The ids of the records that a function says it failed at.
 *
 * @param payload what the function gave back, JSON
 * @param ids     of the records that it was given
 * @returns the ids, none if all is well; undefined if what it says makes no sense, which fails the whole batch
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
 */
export function itemFailures(payload: string, ids: ReadonlySet<string>): ReadonlySet<string> | undefined {
  const answer: unknown = JSON.parse(payload);
  if (typeof answer !== "object" || answer === null || !("batchItemFailures" in answer)) return new Set();
  const { batchItemFailures: told } = answer;
  if (told === null) return new Set();
  if (!Array.isArray(told)) return undefined;
  const failed = new Set<string>();
  for (const one of told as readonly unknown[]) {
    const id = typeof one === "object" && one !== null && "itemIdentifier" in one ? one.itemIdentifier : undefined;
    if (typeof id !== "string" || !ids.has(id)) return undefined;
    failed.add(id);
  }
  return failed;
}

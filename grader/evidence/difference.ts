import { toPlainText } from "../core/plain-text";
import { NO_CLOUD, type CloudEvidence } from "./evidence";

const MAX_LINES = 20;

/** Facts about a cloud's resources: name and description of each. */
type Facts = ReadonlyMap<string, string>;

/**
 * The differences of a learner's cloud from the solution's, in words for the learner: resources that are missing, unexpected, or
 * set differently. Records and objects are counted, not shown. What was created for the check alone is left out.
 *
 * @param knownResources what was created for the check, and is known to learners nevertheless
 * @returns              at most 20 lines; none if the learner's cloud could not be read
 */
export function compareClouds(
  learner: CloudEvidence,
  solution: CloudEvidence,
  knownResources: readonly string[] = [],
): string[] {
  if (learner.account === NO_CLOUD.account) return [];
  const fixtures = [...(learner.fixtures ?? []), ...(solution.fixtures ?? [])];
  const hidden = new Set(fixtures.filter((name) => !knownResources.includes(name)));
  const learnerFacts = listFacts(learner, hidden);
  const requested = listFacts(solution, hidden);
  const lines = [
    ...[...requested].flatMap(([name, fact]) => {
      const found = learnerFacts.get(name);
      if (found === undefined) return [`${name} is not there.`];
      return found === fact ? [] : [`${name}: yours ${found}, the solution's ${fact}.`];
    }),
    ...[...learnerFacts.keys()].filter((name) => !requested.has(name)).map((name) => `${name} is not asked for.`),
  ];
  return lines.slice(0, MAX_LINES).map(toPlainText);
}

function listFacts({ account, streams, buckets, firehoses }: CloudEvidence, hidden: ReadonlySet<string>): Facts {
  const formatPlain = (text: string) => text.replaceAll(account, "<account>");
  const isShown = ({ name }: { readonly name: string }) => !hidden.has(name);
  return new Map([
    ...streams
      .filter(isShown)
      .map(
        ({ name, openShards, records }) =>
          [
            `The stream ${formatPlain(name)}`,
            `has ${openShards} ${openShards === 1 ? "shard" : "shards"} and ${formatCount(records.length, "record")}`,
          ] as const,
      ),
    ...buckets
      .filter(isShown)
      .map(
        ({ name, region, objects }) =>
          [`The bucket ${formatPlain(name)}`, `is in ${region} with ${formatCount(objects.length, "object")}`] as const,
      ),
    ...firehoses
      .filter(isShown)
      .map(
        ({ name, stream = "no stream", bucket = "no bucket" }) =>
          [`The Firehose ${formatPlain(name)}`, `goes from ${formatPlain(stream)} to ${formatPlain(bucket)}`] as const,
      ),
  ]);
}

function formatCount(number: number, item: string): string {
  return `${number} ${item}${number === 1 ? "" : "s"}`;
}

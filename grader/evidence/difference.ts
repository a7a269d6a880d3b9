import { toPlainText } from "../core/plain-text";
import type { CloudEvidence } from "./evidence";

const MAX_LINES = 20;

/** Facts about a cloud's resources: name and description of each. */
type Facts = ReadonlyMap<string, string>;

/**
 * The differences of a learner's cloud from the solution's, in words for the learner: resources that are missing, unexpected, or
 * set differently. Records and objects are counted, not shown.
 *
 * @param hiddenStreams streams that no learner knows: they are left out
 * @returns             at most 20 lines
 */
export function compareClouds(
  learner: CloudEvidence,
  solution: CloudEvidence,
  hiddenStreams: readonly string[] = [],
): string[] {
  const learnerFacts = listFacts(learner, hiddenStreams);
  const requested = listFacts(solution, hiddenStreams);
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

function listFacts({ account, streams, buckets, firehoses }: CloudEvidence, hiddenStreams: readonly string[]): Facts {
  const formatPlain = (text: string) => text.replaceAll(account, "<account>");
  return new Map([
    ...streams
      .filter(({ name }) => !hiddenStreams.includes(name))
      .map(
        ({ name, openShards, records }) =>
          [
            `The stream ${formatPlain(name)}`,
            `has ${openShards} ${openShards === 1 ? "shard" : "shards"} and ${formatCount(records.length, "record")}`,
          ] as const,
      ),
    ...buckets.map(
      ({ name, region, objects }) =>
        [`The bucket ${formatPlain(name)}`, `is in ${region} with ${formatCount(objects.length, "object")}`] as const,
    ),
    ...firehoses.map(
      ({ name, stream = "no stream", bucket = "no bucket" }) =>
        [`The Firehose ${formatPlain(name)}`, `goes from ${formatPlain(stream)} to ${formatPlain(bucket)}`] as const,
    ),
  ]);
}

function formatCount(number: number, item: string): string {
  return `${number} ${item}${number === 1 ? "" : "s"}`;
}

import { createHash } from "node:crypto";
import type { SourcePosition, SourceRecord } from "../../../kinesis/model/source";
import type { Core } from "../../../../core/core";
import type { Destinations } from "../calls/destinations";
import type { ServiceCalls } from "../calls/service-calls";
import { formatFunctionArn } from "../function-name";
import type { Functions } from "../functions/functions";
import type { StoredMapping } from "./stored-mapping";

/** Records that are still to be processed, in order, with the attempts so far. */
export interface Job {
  readonly records: readonly SourceRecord[];
  /** The number of failed calls. */
  readonly failures: number;
  /** The earliest time of the next call, ms since the epoch. */
  readonly dueAt: number;
  /** Jobs of the same line are processed one after another. */
  readonly line: number;
}

/** The state of reading one shard. */
export interface ShardLane {
  position: SourcePosition;
  /** The positions to continue from when all jobs are done. */
  next: readonly SourcePosition[];
  jobs: readonly Job[];
  isBusy: boolean;
  /** When the first record of a batch that is not full yet was seen; ms since the epoch. */
  waitingSince: number | undefined;
}

export const createLane = (position: SourcePosition): ShardLane => ({
  position,
  next: [],
  jobs: [],
  isBusy: false,
  waitingSince: undefined,
});

/** Distributes a batch over lines that are processed in parallel: records with the same partition key share a line. */
export function createJobs(
  records: readonly SourceRecord[],
  { parallel, batchSize, now }: { readonly parallel: number; readonly batchSize: number; readonly now: number },
): readonly Job[] {
  const lines = new Map<number, SourceRecord[]>();
  for (const record of records) {
    const line = parallel === 1 ? 0 : createHash("md5").update(record.partitionKey).digest().readUInt32BE(0) % parallel;
    const of = lines.get(line) ?? [];
    of.push(record);
    lines.set(line, of);
  }
  return [...lines].flatMap(([line, of]) =>
    splitIntoChunks(of, batchSize).map((chunk): Job => ({ records: chunk, failures: 0, dueAt: now, line })),
  );
}

function splitIntoChunks<T>(all: readonly T[], size: number): readonly (readonly T[])[] {
  const parts: T[][] = [];
  for (let at = 0; at < all.length; at += size) parts.push(all.slice(at, at + size));
  return parts;
}

/** Reads a source and calls the function with its records, until stopped. */
export interface Poller {
  stop(): void;
}

/** The parts of the cloud that pollers need. */
export interface PollerParts {
  readonly core: Core;
  readonly calls: ServiceCalls;
  readonly functions: Functions;
  readonly destinations: Destinations;
  readonly mapping: StoredMapping;
  /** Called with the result of each call and its number of records, for `LastProcessingResult`. */
  readonly onResult: (result: string, records: number) => void;
}

export const MAX_BATCH_BYTES = 6_291_456;

/** The ARN that a mapping calls. */
export const getTarget = (
  core: Core,
  { functionName, qualifier }: Pick<StoredMapping, "functionName" | "qualifier">,
): string => formatFunctionArn(core, functionName, qualifier);

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

import { CreateDeliveryStreamCommand } from "@aws-sdk/client-firehose";
import { CreateBucketCommand } from "@aws-sdk/client-s3";
import type { Evidence, ScriptPlan } from "../../../grader/index";
import { TANKS, type StationReading } from "../../../src/generators/station-reading";
import { applyGivens } from "../given/index";
import { getBucketName, FIREHOSE_ROLE } from "../given/names";
import { ANSWERS, getAnswers, createDriver, hasAnswered, readAnswers } from "./driver";

/** Another name than the lab's, so that a handler which ignores the environment variable is found out. */
export const GRADED_FIREHOSE = "SI-Firehose-of-another-network";
const INVOCATIONS = 6;
export const READINGS_EACH = 10;

export const gasStationApp: ScriptPlan = {
  path: "src/fuel/gas-station-app.ts",
  driver: createDriver(
    [
      ...Array.from({ length: INVOCATIONS }, () => ({ event: {}, environment: { delivery_stream: GRADED_FIREHOSE } })),
      { event: {}, plays: "lowest" },
      { event: {}, plays: "highest" },
    ],
    {
      // In the last two invocations Math.random always returns its smallest, then its largest value.
      scene: `
        const { random } = Math;
        Math.random = () => (plays === "lowest" ? 0 : plays === "highest" ? 1 - 2 ** -32 : random());
      `,
    },
  ),
  async prepare({ s3, firehose, connection, account, advance }) {
    await applyGivens({ connection });
    await s3.send(new CreateBucketCommand({ Bucket: ANSWERS.Bucket }));
    await firehose.send(
      new CreateDeliveryStreamCommand({
        DeliveryStreamName: GRADED_FIREHOSE,
        ExtendedS3DestinationConfiguration: {
          BucketARN: `arn:aws:s3:::${getBucketName(account)}`,
          RoleARN: `arn:aws:iam::${account}:role/${FIREHOSE_ROLE}`,
        },
      }),
    );
    await advance(10);
  },
  isDone: hasAnswered,
  collectAfter: readAnswers,
};

/** A reading that a handler has made. Its members may have any type, since the handler is a learner's. */
export type ReturnedReading = Readonly<Partial<Record<keyof StationReading, unknown>>>;

/** The readings that the handler returned, by invocation. */
export function getInvocations(evidence: Evidence): ReturnedReading[][] {
  return getAnswers(evidence).map(({ response }) => (Array.isArray(response) ? response.filter(isObject) : []));
}

/**
 * The readings of the two invocations in which Math.random returned its smallest and its largest value.
 *
 * @returns undefined if the levels do not follow Math.random: they may come from another source of randomness
 */
export function findExtremes(
  evidence: Evidence,
): { lowest: ReturnedReading[]; highest: ReturnedReading[] } | undefined {
  const [lowest = [], highest = []] = getInvocations(evidence).slice(INVOCATIONS);
  const isFixed = (readings: readonly ReturnedReading[]) =>
    TANKS.every((tank) => new Set(readings.slice(1).map((reading) => reading[tank])).size === 1);
  return isFixed(lowest) && isFixed(highest) ? { lowest, highest } : undefined;
}

/** A record that a handler has put into a Firehose, alone or in a batch. */
interface PutRecord {
  readonly firehose: string;
  readonly text: string;
}

/** The operations that put records into a Firehose. */
const PUT_OPERATIONS = ["PutRecord", "PutRecordBatch"];

/** The records of the calls that Firehose accepted, in the order of the calls. */
export const listPutRecords = ({ journal }: Evidence): PutRecord[] =>
  PUT_OPERATIONS.flatMap((operation) =>
    journal.findCalls("firehose", operation).flatMap(({ input }) => toRecords(input)),
  );

/** The records of the calls that Firehose refused. */
export const listRefusedRecords = ({ journal }: Evidence): PutRecord[] =>
  PUT_OPERATIONS.flatMap((operation) =>
    journal.findRefusedCalls("firehose", operation).flatMap(({ input }) => toRecords(input)),
  );

/** The records in the request for one record or for a batch. */
function toRecords(input: unknown): PutRecord[] {
  const { DeliveryStreamName, Record, Records } = Object(input) as Readonly<Record<string, unknown>>;
  const records: readonly unknown[] = Array.isArray(Records) ? Records : [Record];
  return records.map((record) => ({
    firehose: String(DeliveryStreamName),
    text: Buffer.from(String((Object(record) as { readonly Data?: unknown }).Data ?? ""), "base64").toString(),
  }));
}

/** The records that were put into the Firehose of the environment variable. */
export const listSentRecords = (evidence: Evidence): PutRecord[] =>
  listPutRecords(evidence).filter(({ firehose }) => firehose === GRADED_FIREHOSE);

/** A record as JSON; undefined if it isn't JSON. */
export function parseReading({ text }: PutRecord): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const isObject = (value: unknown): value is ReturnedReading => typeof value === "object" && value !== null;

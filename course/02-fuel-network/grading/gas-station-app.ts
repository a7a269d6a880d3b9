import { CreateDeliveryStreamCommand } from "@aws-sdk/client-firehose";
import { CreateBucketCommand } from "@aws-sdk/client-s3";
import type { Evidence, ScriptPlan } from "../../../grader/index";
import type { StationReading } from "../../../src/generators/station-reading";
import { TANKS } from "../../../src/generators/station-reading";
import { applyGivens } from "../given/index";
import { bucketName, FIREHOSE_ROLE } from "../given/names";
import { ANSWERS, answersOf, driver, hasAnswered, readAnswers } from "./driver";

/** Not the name of the lab: it comes by the environment variable. */
export const GRADED_FIREHOSE = "SI-Firehose-of-another-network";
const INVOCATIONS = 6;
export const READINGS_EACH = 10;

export const gasStationApp: ScriptPlan = {
  path: "src/fuel/gas-station-app.ts",
  driver: driver(
    [
      ...Array.from({ length: INVOCATIONS }, () => ({ event: {}, environment: { delivery_stream: GRADED_FIREHOSE } })),
      { event: {}, plays: "lowest" },
      { event: {}, plays: "highest" },
    ],
    {
      // The last two times all random numbers are the smallest, and the largest, that there are.
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
          BucketARN: `arn:aws:s3:::${bucketName(account)}`,
          RoleARN: `arn:aws:iam::${account}:role/${FIREHOSE_ROLE}`,
        },
      }),
    );
    await advance(10);
  },
  isDone: hasAnswered,
  after: readAnswers,
};

/** A reading as a handler has made it: whatever its members are. */
export type MadeReading = Readonly<Partial<Record<keyof StationReading, unknown>>>;

/** The readings of each invocation, as the handler has answered. */
export function invocationsOf(evidence: Evidence): MadeReading[][] {
  return answersOf(evidence).map(({ response }) => (Array.isArray(response) ? response.filter(isObject) : []));
}

/**
 * The readings of the invocations whose random numbers were the smallest and the largest that there are.
 *
 * @returns nothing where the levels do not follow Math.random: they may be random in another way
 */
export function extremesOf(evidence: Evidence): { lowest: MadeReading[]; highest: MadeReading[] } | undefined {
  const [lowest = [], highest = []] = invocationsOf(evidence).slice(INVOCATIONS);
  const isFixed = (readings: readonly MadeReading[]) =>
    TANKS.every((tank) => new Set(readings.slice(1).map((reading) => reading[tank])).size === 1);
  return isFixed(lowest) && isFixed(highest) ? { lowest, highest } : undefined;
}

/** The readings that went to the Firehose of the environment variable, in the order of the calls. */
export function sentReadings({ journal }: Evidence): unknown[] {
  return journal
    .calls("firehose", "PutRecord", { DeliveryStreamName: GRADED_FIREHOSE })
    .map(({ input }) => readingIn(input));
}

/** The data of the record of a PutRecord. */
export function textIn(input: unknown): string {
  const { Record: { Data = "" } = {} } = input as { Record?: { Data?: string } };
  return Buffer.from(Data, "base64").toString();
}

/** The record of a PutRecord, read as JSON; undefined if it is none. */
export function readingIn(input: unknown): unknown {
  try {
    return JSON.parse(textIn(input));
  } catch {
    return undefined;
  }
}

const isObject = (value: unknown): value is MadeReading => typeof value === "object" && value !== null;

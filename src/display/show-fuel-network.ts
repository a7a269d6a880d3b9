import { GetFunctionConfigurationCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { isFirehoseReady } from "../aws/is-firehose-ready";
import { FUNCTIONS } from "../aws/list-fuel-network";
import { sumMetric } from "../aws/sum-metric";
import { listDeliveredObjects } from "../delivery/list-delivered-objects";
import { readFailedRecords } from "../delivery/read-failed-records";
import { countMessages } from "../queues/count-messages";
import { queueUrl } from "../queues/queue-url";
import type { Arrow, Box } from "./draw-pipeline";
import { drawPipeline } from "./draw-pipeline";
import { ifItExists } from "./if-it-exists";
import { show } from "./kernel-display";

/** The names of the parts. */
export interface FuelNetwork {
  readonly firehoseName: string;
  readonly bucketName: string;
  readonly queueName: string;
}

/** What is there, counted just now; undefined: it does not exist. */
interface State {
  readonly functions: ReadonlyMap<string, boolean>;
  readonly firehose: boolean | undefined;
  readonly objects: number | undefined;
  readonly failed: number | undefined;
  readonly messages: { readonly available: number; readonly inFlight: number } | undefined;
  /** Of CloudWatch: what went along each arrow. */
  readonly put: number;
  readonly delivered: number;
  readonly sent: number;
  readonly deleted: number;
}

/**
 * Draws the way from gas station to truck as it stands in your account now: which parts exist, what they hold, and how much went along
 * each arrow. What lies in S3 and in the queue is counted; what went along an arrow is what CloudWatch has measured.
 */
export async function showFuelNetwork(names: FuelNetwork): Promise<void> {
  const state = await look(names);
  const boxes = boxesOf(names, state);
  const arrows = arrowsOf(state);
  show({ "image/svg+xml": drawPipeline(boxes, arrows, "Fuel network"), "text/plain": textOf(boxes, arrows) });
}

async function look({ firehoseName, bucketName, queueName }: FuelNetwork): Promise<State> {
  const lambda = new LambdaClient({});
  const functions = await Promise.all(
    FUNCTIONS.map(
      async (name) =>
        [
          name,
          (await ifItExists(() => lambda.send(new GetFunctionConfigurationCommand({ FunctionName: name })))) !==
            undefined,
        ] as const,
    ),
  );
  const ofFirehose = (metricName: string) =>
    sumMetric({ namespace: "AWS/Firehose", metricName, dimension: ["DeliveryStreamName", firehoseName] });
  const ofQueue = (metricName: string) =>
    sumMetric({ namespace: "AWS/SQS", metricName, dimension: ["QueueName", queueName] });
  return {
    functions: new Map(functions),
    firehose: await ifItExists(() => isFirehoseReady({ firehoseName })),
    objects: await ifItExists(async () => (await listDeliveredObjects({ bucketName, prefix: "station-data/" })).length),
    failed: await ifItExists(async () => (await readFailedRecords({ bucketName, prefix: "error" })).length),
    messages: await ifItExists(async () => countMessages({ queueUrl: await queueUrl({ queueName }) })),
    put: await ofFirehose("IncomingRecords"),
    delivered: await ofFirehose("DeliveryToS3.Records"),
    sent: await ofQueue("NumberOfMessagesSent"),
    deleted: await ofQueue("NumberOfMessagesDeleted"),
  };
}

function boxesOf(
  { firehoseName, bucketName, queueName }: FuelNetwork,
  { functions, firehose, objects, failed, messages }: State,
): Box[] {
  const ofFunction = (name: (typeof FUNCTIONS)[number], at: { column: number; row: number }): Box => ({
    id: name,
    kind: "Lambda function",
    name,
    exists: functions.get(name) ?? false,
    ...at,
  });
  const inBucket = failed
    ? `${count(objects ?? 0, "object")}, ${failed} failed`
    : objects === undefined
      ? undefined
      : count(objects, "object");
  const inQueue = messages && `${messages.available} waiting, ${messages.inFlight} in flight`;
  return [
    ofFunction("GasStationApp", { column: 0, row: 0 }),
    { id: "firehose", kind: "Firehose", name: firehoseName, column: 1, row: 0, exists: firehose !== undefined },
    {
      id: "bucket",
      kind: "S3 bucket",
      name: bucketName,
      column: 2,
      row: 0,
      holds: inBucket,
      exists: objects !== undefined,
    },
    ofFunction("FuelPlanningApp", { column: 2, row: 1 }),
    {
      id: "queue",
      kind: "SQS queue",
      name: queueName,
      column: 1,
      row: 1,
      holds: inQueue,
      exists: messages !== undefined,
    },
    ofFunction("FuelTruckApp", { column: 0, row: 1 }),
  ];
}

function arrowsOf({ put, delivered, sent, deleted }: State): Arrow[] {
  return [
    { from: "GasStationApp", to: "firehose", labels: [count(put, "reading")] },
    { from: "firehose", to: "bucket", labels: [count(delivered, "reading")] },
    { from: "bucket", to: "FuelPlanningApp", labels: ["Athena"] },
    { from: "FuelPlanningApp", to: "queue", labels: [count(sent, "message")] },
    { from: "queue", to: "FuelTruckApp", labels: [count(deleted, "truck")] },
  ];
}

function textOf(boxes: readonly Box[], arrows: readonly Arrow[]): string {
  const names = new Map(
    boxes.map(({ id, name, holds, exists }) => [
      id,
      `${name}${exists ? (holds ? ` (${holds})` : "") : " (not there yet)"}`,
    ]),
  );
  return arrows.map(({ from, to, labels }) => `${names.get(from)} → ${names.get(to)}: ${labels.join(", ")}`).join("\n");
}

const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? "" : "s"}`;

import { CreateBucketCommand } from "@aws-sdk/client-s3";
import { CreateQueueCommand, GetQueueAttributesCommand, SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { ignoreRefusal, type Evidence, type ScriptPlan } from "../../../grader/index";
import { between, seededRandom } from "../../../src/generators/random";
import { useClient } from "../../givens/given-resources";
import { applyGivens } from "../given/index";
import { ACCOUNT, ANSWERS, createDriver, ENDPOINT, hasAnswered, readAnswers, type Answer } from "./driver";

const QUEUE = "Trucks_Of_Another_Network";
const QUEUE_URL = `${ENDPOINT}/${ACCOUNT}/${QUEUE}`;
/** More invocations than messages: SQS answers with the messages of one of its servers, often only one. */
const MAX_INVOCATIONS = 20;

/** What the function prints for each truck. */
const DISPATCHED = "has been dispatched to gas station";

export const EMPTY_QUEUE = "No messages found in queue. Messages processed: 0";

/** One more than SQS returns at once, so that the last one comes alone: a single message is not an empty queue. */
const WAITING_STATIONS = 11;

const drawWaitingStations = (seed: number): string[] => {
  const random = seededRandom(seed);
  return Array.from({ length: WAITING_STATIONS }, () => String(between(random, 100, 99_999)));
};

/** How many messages the first invocation receives. By chance, each invocation could receive a single one, and a handler that looks only at the first would be right. */
const RECEIVED_AT_FIRST = 3;

/** A scene in which the first response has the messages of several: SQS often answers with a single message. */
const SEVERAL_AT_FIRST = `
  const { ReceiveMessageCommand, SQSClient } = await import("@aws-sdk/client-sqs");
  const { send } = SQSClient.prototype;
  SQSClient.prototype.send = async function (command, ...rest) {
    const output = await send.call(this, command, ...rest);
    if (plays !== "several" || !(command instanceof ReceiveMessageCommand)) return output;
    const most = Math.min(${RECEIVED_AT_FIRST}, command.input.MaxNumberOfMessages ?? 1);
    while (output.Messages?.length < most) {
      const { Messages = [] } = await send.call(this, command, ...rest);
      if (Messages.length === 0) break;
      output.Messages.push(...Messages);
    }
    return output;
  };
`;

export const fuelTruckApp: ScriptPlan = {
  path: "src/fuel/fuel-truck-app.ts",
  driver: createDriver(
    Array.from({ length: MAX_INVOCATIONS }, (_, n) => ({
      ...{ event: {}, environment: { queue_url: QUEUE_URL } },
      ...(n === 0 ? { plays: "several" } : {}),
    })),
    { until: "No messages", busyLine: DISPATCHED, scene: SEVERAL_AT_FIRST },
  ),
  async prepare({ connection, s3, seed }) {
    await applyGivens({ connection });
    await s3.send(new CreateBucketCommand({ Bucket: ANSWERS.Bucket }));
    await useClient(new SQSClient(connection), async (sqs) => {
      const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: QUEUE }));
      for (const MessageBody of drawWaitingStations(seed))
        await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody }));
    });
  },
  isDone: hasAnswered,
  async collectAfter(stage) {
    const left = await useClient(new SQSClient(stage.connection), async (sqs) => {
      const found = await ignoreRefusal(
        sqs.send(
          new GetQueueAttributesCommand({
            QueueUrl: `${stage.connection.endpoint}/${stage.account}/${QUEUE}`,
            AttributeNames: ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"],
          }),
        ),
      );
      return found && Object.values(found.Attributes ?? {}).reduce((sum, count) => sum + Number(count), 0);
    });
    return { ...(await readAnswers(stage)), left };
  },
};

/** The number of trucks that one invocation has sent. */
export const countTrucks = ({ lines }: Answer): number => lines.filter((line) => line.includes(DISPATCHED)).length;

/** The number of messages that the function has deleted, each with a call or several with one. A receipt that is used again deletes nothing more. */
export const countDeletedMessages = ({ journal }: Evidence): number => {
  const batches = journal.findCalls("sqs", "DeleteMessageBatch");
  const entries = [
    ...journal.findCalls("sqs", "DeleteMessage").map(({ input }) => input),
    ...batches.flatMap(({ input }) => (input as { Entries?: unknown[] }).Entries ?? []),
  ];
  return new Set(entries.map((entry) => (Object(entry) as { ReceiptHandle?: unknown }).ReceiptHandle)).size;
};

/** Whether the function has emptied the whole queue, with messages that it hadn't received. */
export const isPurged = ({ journal }: Evidence): boolean => journal.count("sqs", "PurgeQueue") > 0;

/** The number of messages in the queue at the end of the run, waiting or in flight. */
export const countRemainingMessages = ({ seen }: Evidence): unknown => seen["left"];

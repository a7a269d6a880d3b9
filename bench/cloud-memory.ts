import { randomBytes } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import type { Bench, Row } from "./bench";
import { useContestants, type Contestant } from "./contestants";
import { openConnection, createJsonCall, type WireAnswer, type WireRequest } from "./wire";
import { RIVAL_VERSIONS } from "./rivals";

/** PutRecords of 500 KB each, 100 MB together; the batches of messages below are twenty thousand messages together. */
const CALLS = 200;
const BATCHES = 2_000;
/** The most time for each load. A slower rival takes in less, and its row says how much. */
const MAX_MS = 20_000;

const createKinesisRequest = (operation: string, input: unknown): WireRequest =>
  createJsonCall("kinesis", `Kinesis_20131202.${operation}`, input);
const createSqsRequest = (operation: string, input: unknown): WireRequest =>
  createJsonCall("sqs", `AmazonSQS.${operation}`, input);

/** The number of records and messages that a contestant has taken in. */
interface Load {
  readonly records: number;
  readonly messages: number;
}

/** Repeats a call, until it was made so often or its time is over. @returns how often it was made */
async function repeatCall(max: number, call: () => Promise<WireAnswer>): Promise<number> {
  const until = performance.now() + MAX_MS;
  let done = 0;
  while (done < max && performance.now() < until) {
    const { status } = await call();
    if (status >= 300) throw new Error(`answered ${status}`);
    done += 1;
  }
  return done;
}

async function load({ endpoint }: Contestant): Promise<Load> {
  const { send, close } = openConnection(endpoint, "HTTP/1.1", 1);
  await send(createKinesisRequest("CreateStream", { StreamName: "memory", ShardCount: 200 }));
  await pause(1_500);
  const Records = Array.from({ length: 500 }, () => ({
    Data: randomBytes(1024).toString("base64"),
    PartitionKey: randomBytes(8).toString("hex"),
  }));
  const put = createKinesisRequest("PutRecords", { StreamName: "memory", Records });
  const puts = await repeatCall(CALLS, () => send(put));
  const { body } = await send(createSqsRequest("CreateQueue", { QueueName: "memory" }), true);
  const { QueueUrl } = JSON.parse(String(body)) as { QueueUrl: string };
  const batch = createSqsRequest("SendMessageBatch", {
    QueueUrl,
    Entries: Array.from({ length: 10 }, (_, Id) => ({ Id: String(Id), MessageBody: "x".repeat(1024) })),
  });
  const batches = await repeatCall(BATCHES, () => send(batch));
  close();
  return { records: 500 * puts, messages: 10 * batches };
}

async function measureLoaded(contestant: Contestant): Promise<Row[]> {
  try {
    const { records, messages } = await load(contestant);
    return [
      {
        what: `${contestant.name}, with ${records} records and ${messages} messages`,
        unit: "MB",
        values: [contestant.readMemoryMb()],
      },
    ];
  } catch (error) {
    console.log(`  left out: ${contestant.name}, loaded: ${error instanceof Error ? error.message : String(error)}`);
    return [];
  }
}

export const cloudMemory: Bench = {
  name: "cloud-memory",
  does: "resident memory after the first call, and with 100,000 records and 20,000 messages of 1 KB in it, or as many as it takes in 20 s each, beside a bare Node server, MiniStack and moto.",
  beside: RIVAL_VERSIONS,
  run: (root) =>
    useContestants(root, async (contestants) => {
      const rows: Row[] = [];
      for (const contestant of contestants) {
        const ask = openConnection(contestant.endpoint, "HTTP/1.1", 1);
        await ask.send(createKinesisRequest("ListStreams", {}));
        ask.close();
        rows.push({
          what: `${contestant.name}, idle`,
          unit: "MB",
          values: [contestant.readMemoryMb()],
          ...(contestant.name === "lab cloud" ? { goal: { atMost: 80 } } : {}),
        });
      }
      for (const contestant of contestants) rows.push(...(await measureLoaded(contestant)));
      return rows;
    }),
};

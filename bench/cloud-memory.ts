import { randomBytes } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import type { Bench, Row } from "./bench";
import { withContestants, type Contestant } from "./contestants";
import { connection, jsonCall, type WireRequest } from "./wire";

/** 100 MB of records, twenty thousand messages. */
const CALLS = 200;
const BATCHES = 2_000;

const kinesis = (operation: string, input: unknown): WireRequest => jsonCall("kinesis", `Kinesis_20131202.${operation}`, input);
const sqs = (operation: string, input: unknown): WireRequest => jsonCall("sqs", `AmazonSQS.${operation}`, input);

async function load({ endpoint }: Contestant): Promise<void> {
  const { send, close } = connection(endpoint, "HTTP/1.1", 1);
  await send(kinesis("CreateStream", { StreamName: "memory", ShardCount: 200 }));
  await pause(1_500);
  const Records = Array.from({ length: 500 }, () => ({ Data: randomBytes(1024).toString("base64"), PartitionKey: randomBytes(8).toString("hex") }));
  const put = kinesis("PutRecords", { StreamName: "memory", Records });
  for (let call = 0; call < CALLS; call += 1) await send(put);
  const { body } = await send(sqs("CreateQueue", { QueueName: "memory" }), true);
  const { QueueUrl } = JSON.parse(String(body)) as { QueueUrl: string };
  const batch = sqs("SendMessageBatch", { QueueUrl, Entries: Array.from({ length: 10 }, (_, Id) => ({ Id: String(Id), MessageBody: "x".repeat(1024) })) });
  for (let call = 0; call < BATCHES; call += 1) await send(batch);
  close();
}

export const cloudMemory: Bench = {
  name: "cloud-memory",
  does: "resident memory after the first call, and with 100,000 records and 20,000 messages of 1 KB in it, beside a bare Node server, MiniStack and moto.",
  run: (root) => withContestants(root, async (contestants) => {
    const rows: Row[] = [];
    for (const one of contestants) {
      const ask = connection(one.endpoint, "HTTP/1.1", 1);
      await ask.send(kinesis("ListStreams", {}));
      ask.close();
      rows.push({ what: `${one.name}, idle`, unit: "MB", values: [one.memoryMb()], ...(one.name === "lab cloud" ? { goal: { atMost: 80 } } : {}) });
    }
    for (const one of contestants) {
      await load(one);
      rows.push({ what: `${one.name}, loaded`, unit: "MB", values: [one.memoryMb()] });
    }
    return rows;
  }),
};

import { SQS } from "@aws-sdk/client-sqs";
import { expect } from "chai";
import { useCloud } from "../testing/use-cloud";

describe("a reset", () => {
  const cloud = useCloud();
  const ask = (path: string, init: RequestInit = {}) => fetch(`${cloud.running.endpoint}${path}`, init);
  const reset = () => ask("/_lab/reset", { method: "POST" });
  const createQueue = async (QueueName: string): Promise<string> =>
    (await cloud.createClient(SQS).createQueue({ QueueName })).QueueUrl ?? "";
  const waitForReceivers = async (): Promise<void> => {
    const { waitingReceivers } = (await (await ask("/_lab/sqs/queue?queue=jobs")).json()) as {
      waitingReceivers: number;
    };
    if (waitingReceivers === 0) await waitForReceivers();
  };

  it("ends a long poll immediately, with an empty response", async () => {
    const waiting = cloud
      .createClient(SQS)
      .receiveMessage({ QueueUrl: await createQueue("jobs"), WaitTimeSeconds: 20 });
    await waitForReceivers();
    await reset();
    expect((await waiting).Messages).to.equal(undefined);
  });

  it("ends a subscription to a shard", async () => {
    await cloud.kinesis.createStream({ StreamName: "trips", ShardCount: 1 });
    await cloud.advance(1);
    const StreamARN = "arn:aws:kinesis:us-east-1:000000000000:stream/trips";
    const { Consumer } = await cloud.kinesis.registerStreamConsumer({ StreamARN, ConsumerName: "c" });
    await cloud.advance(1);
    const from = {
      ConsumerARN: Consumer?.ConsumerARN,
      ShardId: "shardId-000000000000",
      StartingPosition: { Type: "LATEST" },
    } as const;
    const { EventStream } = await cloud.kinesis.subscribeToShard(from);
    const ended = (async () => {
      let events = 0;
      for await (const event of EventStream ?? []) events += event.SubscribeToShardEvent === undefined ? 0 : 1;
      return events;
    })();
    await reset();
    expect(await ended).to.equal(1);
  });

  it("makes calls that arrive during it wait until it is done", async () => {
    await createQueue("old");
    const [, urls] = await Promise.all([reset(), Promise.all(["a", "b", "c"].map(createQueue)), reset()]);
    expect(urls).to.have.lengthOf(3);
    await reset();
    expect((await cloud.createClient(SQS).listQueues({})).QueueUrls).to.equal(undefined);
  });
});

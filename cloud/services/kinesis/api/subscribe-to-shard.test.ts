import type { StartingPosition, SubscribeToShardEvent, SubscribeToShardEventStream } from "@aws-sdk/client-kinesis";
import { expect } from "chai";
import { catchFault, useCloud } from "../../../testing/use-cloud";
import { toBytes, formatShardName, STREAM, createStreams } from "../testing/streams";

const StreamARN = "arn:aws:kinesis:us-east-1:000000000000:stream/trips";

describe("Kinesis SubscribeToShard", () => {
  const cloud = useCloud();
  const streams = createStreams(cloud);
  let ConsumerARN: string | undefined;
  beforeEach(async () => {
    await streams.make(STREAM, 1);
    ({ ConsumerARN } = (await cloud.kinesis.registerStreamConsumer({ StreamARN, ConsumerName: "c" })).Consumer ?? {});
    await cloud.advance(1);
  });
  const subscribe = async (
    StartingPosition: StartingPosition = { Type: "TRIM_HORIZON" },
  ): Promise<AsyncIterator<SubscribeToShardEventStream>> => {
    const { EventStream } = await cloud.kinesis.subscribeToShard({
      ConsumerARN,
      ShardId: formatShardName(0),
      StartingPosition,
    });
    if (EventStream === undefined) throw new Error("a stream of events was expected");
    return EventStream[Symbol.asyncIterator]();
  };
  const readNext = async (
    from: AsyncIterator<SubscribeToShardEventStream>,
  ): Promise<SubscribeToShardEvent | undefined> => {
    const { value } = (await from.next()) as { value?: SubscribeToShardEventStream };
    return value?.SubscribeToShardEvent;
  };
  const listTexts = (event: SubscribeToShardEvent | undefined): string[] =>
    (event?.Records ?? []).map(({ Data }) => Buffer.from(Data ?? []).toString());

  it("pushes existing records, then new ones, without polling (KDS-029)", async () => {
    await streams.put({ Data: toBytes("one") });
    const from = await subscribe();
    expect(listTexts(await readNext(from))).to.deep.equal(["one"]);
    const { SequenceNumber } = await streams.put({ Data: toBytes("two") });
    const second = await readNext(from);
    expect(listTexts(second)).to.deep.equal(["two"]);
    expect(second).to.include({ MillisBehindLatest: 0 });
    // ContinuationSequenceNumber is not a record's own number (recorded on AWS by LocalStack, 2025-08-19,
    // test_subscribe_to_shard: it differs from the last record's).
    const third = await streams.put({ Data: toBytes("three") });
    expect(BigInt(second?.ContinuationSequenceNumber ?? "") > BigInt(SequenceNumber ?? "")).to.equal(true);
    expect(BigInt(second?.ContinuationSequenceNumber ?? "") < BigInt(third.SequenceNumber ?? "")).to.equal(true);
  });

  it("pushes two MiB per second to each consumer, and the rest later (KDS-029)", async () => {
    const Data = Buffer.alloc(500_000);
    for (let second = 0; second < 4; second += 1) {
      for (let record = 0; record < 2; record += 1) await streams.put({ Data });
      await cloud.advance(1);
    }
    const from = await subscribe();
    // Of four events with a million bytes each, the third begins within the first two MiB.
    for (let event = 0; event < 3; event += 1) expect((await readNext(from))?.Records).to.have.length(2);
    let isThere = false;
    const fourth = readNext(from).then((event) => {
      isThere = true;
      return event;
    });
    for (let call = 0; call < 150; call += 1) await streams.describe();
    expect(isThere, "before the clock goes on").to.equal(false);
    await cloud.advance(1);
    expect((await fourth)?.Records).to.have.length(2);
  });

  it("sends an empty event every five seconds without records, and ends after five minutes (KDS-029)", async () => {
    const from = await subscribe();
    let events = 0;
    const all = (async () => {
      while ((await readNext(from)) !== undefined) events += 1;
    })();
    await cloud.advance(300);
    await all;
    expect(events).to.equal(60);
  });

  for (const Type of ["AT_SEQUENCE_NUMBER", "AFTER_SEQUENCE_NUMBER"] as const) {
    it(`continues from a continuation sequence number with ${Type}`, async () => {
      await streams.put({ Data: toBytes("one") });
      const first = await readNext(await subscribe());
      await cloud.advance(6);
      await streams.put({ Data: toBytes("two") });
      const again = await subscribe({ Type, SequenceNumber: first?.ContinuationSequenceNumber });
      expect(listTexts(await readNext(again))).to.deep.equal(["two"]);
    });
  }

  it("ends a closed shard with its children and without a continuation number (KDS-042)", async () => {
    await streams.put({ Data: toBytes("last") });
    await cloud.kinesis.splitShard({
      StreamName: STREAM,
      ShardToSplit: formatShardName(0),
      NewStartingHashKey: "1000",
    });
    await cloud.advance(1);
    const from = await subscribe();
    const event = await readNext(from);
    expect(listTexts(event)).to.deep.equal(["last"]);
    expect(event?.ChildShards?.map(({ ShardId }) => ShardId)).to.deep.equal([formatShardName(1), formatShardName(2)]);
    expect(event).not.to.have.property("ContinuationSequenceNumber");
    expect(await readNext(from)).to.equal(undefined);
  });

  it("rejects a second subscription within five seconds, and replaces the first one later (KDS-029)", async () => {
    const first = await subscribe();
    await readNext(first);
    expect((await catchFault(subscribe())).name).to.equal("ResourceInUseException");
    await cloud.advance(5);
    const second = await subscribe();
    await streams.put({ Data: toBytes("one") });
    await readNext(second);
    let last = await readNext(first);
    while (last !== undefined) {
      expect(listTexts(last)).to.deep.equal([]);
      last = await readNext(first);
    }
  });

  it("requires an ACTIVE consumer", async () => {
    const answer = await cloud.kinesis.registerStreamConsumer({ StreamARN, ConsumerName: "young" });
    const call = (arn: string | undefined) =>
      cloud.kinesis.subscribeToShard({
        ConsumerARN: arn,
        ShardId: formatShardName(0),
        StartingPosition: { Type: "LATEST" },
      });
    expect((await catchFault(call(answer.Consumer?.ConsumerARN))).name).to.equal("ResourceInUseException");
    expect((await catchFault(call(`${StreamARN}/consumer/none:1`))).name).to.equal("ResourceNotFoundException");
  });
});

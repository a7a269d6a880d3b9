import { expect } from "chai";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { skipIf, itIfLong } from "./testing/skip";
import { toBytes, type CaseAnswer, type PlainValue } from "./testing/clients/case";
import { createJavaClient } from "./testing/clients/program-client";
import { startJava, withoutJava } from "./testing/java";
import { useCloud } from "./testing/use-cloud";

/** The records that Flink's job writes, and reads twice. */
const RECORDS = Array.from({ length: 100 }, (_, item) => `trip ${item}`);

describe("Java clients, with signatures verified", () => {
  before(function () {
    skipIf(this, withoutJava);
  });
  const cloud = useCloud({ keys: "own", speed: 100 });

  async function makeStream(StreamName: string): Promise<void> {
    await cloud.kinesis.createStream({ StreamName, ShardCount: 2 });
    await cloud.advance(2);
  }

  it("the AWS SDK for Java subscribes to a shard over HTTP/2 (KDS-029)", async () => {
    await makeStream("subscribed");
    const client = createJavaClient(cloud.running);
    const call = async (
      operation: string,
      input: PlainValue,
    ): Promise<Extract<CaseAnswer, { output: unknown }>["output"]> => {
      const answer = await client.call({ service: "kinesis", operation, input });
      return "output" in answer ? answer.output : expect.fail(answer.fault.message);
    };
    const put = await call("PutRecord", { StreamName: "subscribed", PartitionKey: "k", Data: toBytes("Größe") });
    const { StreamDescriptionSummary } = await call("DescribeStreamSummary", { StreamName: "subscribed" });
    const { Consumer } = await call("RegisterStreamConsumer", {
      StreamARN: (StreamDescriptionSummary as { StreamARN: string }).StreamARN,
      ConsumerName: "java",
    });
    await cloud.advance(2);
    const event = await call("SubscribeToShard", {
      ConsumerARN: (Consumer as { ConsumerARN: string }).ConsumerARN,
      ShardId: put["ShardId"] ?? "",
      StartingPosition: { Type: "TRIM_HORIZON" },
    });
    await client.close();
    expect(event["Records"]).to.have.length(1);
    expect(event).to.deep.nested.include({ "Records[0].Data": toBytes("Größe") });
    expect(event).to.have.nested.property("Records[0].SequenceNumber", put["SequenceNumber"]);
    expect(event)
      .to.have.nested.property("Records[0].ApproximateArrivalTimestamp")
      .match(/^20\d\d-/);
  });

  itIfLong("Flink's connector writes, and reads by GetRecords in CBOR and by enhanced fan-out", async () => {
    await makeStream("trips");
    const child = startJava("FlinkJob", ["trips"], cloud.running);
    const [output, errors, [status]] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      once(child, "close"),
    ]);
    expect(status, errors).to.equal(0);
    const read = output.trim().split("\n").sort();
    expect(read).to.deep.equal(
      ["EFO", "POLLING"].flatMap((publisher) => RECORDS.map((record) => `${publisher} ${record}`)).sort(),
    );
  });
});

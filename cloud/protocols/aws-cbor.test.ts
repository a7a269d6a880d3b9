import { cbor, tag } from "@smithy/core/cbor";
import { expect } from "chai";
import { START, useCloud } from "../testing/use-cloud";

/** The Content-Type of Kinesis calls by the SDK for Java v2 and Flink's connector. */
const TYPE = "application/x-amz-cbor-1.1";

describe("AWS CBOR 1.1 (KDS-001)", () => {
  const cloud = useCloud();
  const call = async (
    operation: string,
    input: unknown,
  ): Promise<{ status: number; type: string | null; body: Record<string, unknown> }> => {
    const reply = await fetch(cloud.running.endpoint, {
      method: "POST",
      headers: { "content-type": TYPE, "x-amz-target": `Kinesis_20131202.${operation}` },
      body: Buffer.from(cbor.serialize(input)),
    });
    const bytes = new Uint8Array(await reply.arrayBuffer());
    return {
      status: reply.status,
      type: reply.headers.get("content-type"),
      body: bytes.byteLength === 0 ? {} : cbor.deserialize(bytes),
    };
  };

  it("answers an operation without output with an empty body", async () => {
    expect(await call("CreateStream", { StreamName: "trips", ShardCount: 1 })).to.deep.equal({
      status: 200,
      type: TYPE,
      body: {},
    });
  });

  it("carries blobs as bytes, and times as whole milliseconds in both directions", async () => {
    await call("CreateStream", { StreamName: "trips", ShardCount: 1 });
    await cloud.advance(1);
    await call("PutRecord", { StreamName: "trips", PartitionKey: "k", Data: new Uint8Array([0, 255]) });
    const arrivedAt = Date.parse(START) + 1_000;
    // A time with CBOR's tag for times, as Java writes it, and one without the tag.
    for (const Timestamp of [tag({ tag: 1, value: arrivedAt }), arrivedAt]) {
      const { body } = await call("GetShardIterator", {
        StreamName: "trips",
        ShardId: "shardId-000000000000",
        ShardIteratorType: "AT_TIMESTAMP",
        Timestamp,
      });
      const { body: returned } = await call("GetRecords", { ShardIterator: body["ShardIterator"] });
      const [record] = returned["Records"] as { Data: Uint8Array; ApproximateArrivalTimestamp: unknown }[];
      expect([...(record?.Data ?? [])]).to.deep.equal([0, 255]);
      expect(record?.ApproximateArrivalTimestamp).to.deep.include({ tag: 1, value: arrivedAt });
    }
  });

  it("encodes faults in CBOR too (KDS-005)", async () => {
    expect(await call("DescribeStream", { StreamName: "none" })).to.deep.equal({
      status: 400,
      type: TYPE,
      body: { __type: "ResourceNotFoundException", message: "Stream none under account 000000000000 not found." },
    });
  });

  it("returns SerializationException for a body that isn't CBOR", async () => {
    const reply = await fetch(cloud.running.endpoint, {
      method: "POST",
      headers: { "content-type": TYPE, "x-amz-target": "Kinesis_20131202.ListStreams" },
      body: Buffer.from([0xff, 0x00]),
    });
    expect(reply.status).to.equal(400);
    expect(cbor.deserialize(new Uint8Array(await reply.arrayBuffer()))).to.include({
      __type: "SerializationException",
    });
  });
});

import { expect } from "chai";
import { useCloud } from "../../../../testing/use-cloud";
import { createDeliveryTools, READING_TRIPS } from "../../testing/glue-tables";
import { aggregateFields, createBytesField, packTexts } from "../../testing/kpl-records";

describe("Firehose and the Kinesis Producer Library (FH-069, FH-103)", () => {
  const cloud = useCloud();
  const { makeBucket, create, put, readDelivered } = createDeliveryTools(cloud);
  const HINTS = { BufferingHints: { SizeInMBs: 1, IntervalInSeconds: 60 } };
  const newline = {
    ProcessingConfiguration: { Enabled: true, Processors: [{ Type: "AppendDelimiterToRecord" as const }] },
  };
  const send = (Data: Buffer): Promise<unknown> =>
    cloud.kinesis.putRecord({ StreamName: "trips", PartitionKey: "k", Data });
  beforeEach(async () => {
    await makeBucket();
    await cloud.kinesis.createStream({ StreamName: "trips", ShardCount: 1 });
    await cloud.advance(1);
    await create("s", { ...HINTS, ...newline }, READING_TRIPS);
  });

  it("splits aggregated records before all other processing", async () => {
    await send(Buffer.from("plain"));
    await send(packTexts(["a", "x".repeat(300), "c"]));
    await cloud.advance(61);
    expect((await readDelivered()).map(({ text }) => text)).to.deep.equal([`plain\na\n${"x".repeat(300)}\nc\n`]);
  });
  it("leaves records unchanged that only begin like aggregated ones", async () => {
    const damaged = packTexts(["a", "b"]);
    damaged.writeUInt8(damaged.readUInt8(10) ^ 1, 10);
    await send(damaged);
    await cloud.advance(61);
    const [object] = await readDelivered();
    expect(object?.text).to.contain("key").and.have.length.above(20);
  });
  it("counts more than 65,535 parts of one record, and delivers each once", async () => {
    await send(packTexts(Array.from({ length: 66_000 }, () => "")));
    await cloud.advance(61);
    expect((await readDelivered()).map(({ text }) => text.length)).to.deep.equal([66_000]);
  });
  it("doesn't split a record with implausibly many parts, since each needs a key and data", async () => {
    const sent = aggregateFields(Array.from({ length: 3_000 }, () => createBytesField(3, Buffer.alloc(0))));
    await send(sent);
    await cloud.advance(61);
    const texts = (await readDelivered()).map(({ text }) => text);
    expect(texts).to.have.lengthOf(1);
    expect(texts.join()).to.contain("\u001a\0".repeat(3_000));
  });
  it("leaves Direct PUT records unchanged", async () => {
    await create("direct", HINTS);
    await put("direct", packTexts(["a"]));
    await cloud.advance(60);
    expect((await readDelivered())[0]?.text).to.contain("key");
  });
});

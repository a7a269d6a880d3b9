import { expect } from "chai";
import { parsePosition, createRecordId } from "./record-lookup";
import { useEmptyFolder } from "../../../testing/temporary-folder";
import { START, useCloud } from "../../../testing/use-cloud";
import { BUCKET, createDeliveryTools, READING_TRIPS } from "../testing/glue-tables";

const SECOND = Date.parse(START) + 1000;

describe("the location of a record (GET /_lab/firehose/record)", () => {
  const cloud = useCloud({ data: useEmptyFolder() });
  const { makeBucket, create, put, putAll, readDelivered } = createDeliveryTools(cloud);
  const ask = async (record: string, stream = "s"): Promise<{ status: number; places: unknown; message?: string }> => {
    const answer = await fetch(
      `${cloud.running.endpoint}/_lab/firehose/record?${new URLSearchParams({ stream, record })}`,
    );
    const body = (await answer.json()) as { places: unknown; message?: string };
    return { status: answer.status, ...body };
  };
  const findRecord = async (record: string): Promise<unknown> => (await ask(record)).places;

  it("is reported as buffered until a time, then as an object", async () => {
    await makeBucket();
    await create("s", { BufferingHints: { SizeInMBs: 1, IntervalInSeconds: 60 } });
    const ids = await putAll("s", ["a", "b"]);
    for (const id of ids)
      expect(await findRecord(id)).to.deep.equal([{ state: "buffered", partition: "", dueAt: SECOND + 60_000 }]);
    await cloud.advance(60);
    const later = await put("s", "c");
    const [object] = await readDelivered();
    for (const id of ids) {
      expect(await findRecord(id)).to.deep.equal([
        {
          state: "ended",
          outcome: { kind: "delivered", at: SECOND + 60_000, object: { bucket: BUCKET, key: object?.key } },
        },
      ]);
    }
    expect(await findRecord(later)).to.have.nested.property("[0].state", "buffered");
  });
  it("is reported as in flight while the bucket is missing, and as lost after a day", async () => {
    await create("s", { BufferingHints: { SizeInMBs: 1, IntervalInSeconds: 60 } });
    const id = await put("s", "a");
    await cloud.advance(70);
    expect(await findRecord(id)).to.have.nested.property("[0].state", "delivering");
    await cloud.advance(25 * 3600);
    expect(await findRecord(id)).to.have.nested.property("[0].outcome.kind", "lost");
  });
  it("is still known after a restart", async () => {
    await makeBucket();
    await create("s", { BufferingHints: { SizeInMBs: 1, IntervalInSeconds: 60 } });
    const delivered = await put("s", "a");
    await cloud.advance(60);
    const buffered = await put("s", "b");
    await cloud.restart();
    await cloud.advance(0);
    expect(await findRecord(delivered)).to.have.nested.property("[0].outcome.kind", "delivered");
    expect(await findRecord(buffered)).to.have.nested.property("[0].state", "buffered");
  });
  it("is found by sequence number if the stream reads from Kinesis", async () => {
    await cloud.kinesis.createStream({ StreamName: "trips", ShardCount: 1 });
    await cloud.advance(1);
    await create("s", {}, READING_TRIPS);
    const { SequenceNumber = "" } = await cloud.kinesis.putRecord({
      StreamName: "trips",
      PartitionKey: "k",
      Data: Buffer.from("x"),
    });
    expect(await findRecord(SequenceNumber)).to.deep.equal([]);
    await cloud.advance(1);
    expect(await findRecord(SequenceNumber)).to.have.nested.property("[0].state", "buffered");
  });
  it("isn't found for other records, and requires a valid stream and a complete query", async () => {
    await create("s");
    const id = await put("s", "a");
    expect(await findRecord("x")).to.deep.equal([]);
    expect(await findRecord(id.replace(/^./, (letter) => (letter === "A" ? "B" : "A")))).to.deep.equal([]);
    expect((await ask(id, "other")).status).to.equal(400);
    expect((await ask("")).status).to.equal(400);
  });
});

describe("Firehose record ids", () => {
  it("encode the position, and are valid only for their stream", () => {
    for (const position of [0, 1, 255, 2 ** 31, 2 ** 32 + 7, 2 ** 52]) {
      const id = createRecordId("one", position);
      expect(parsePosition("one", id)).to.equal(position);
      expect(parsePosition("two", id)).to.equal(undefined);
    }
    expect(parsePosition("one", "not an id")).to.equal(undefined);
  });
  it("are unique, and don't resemble each other", () => {
    const ids = Array.from({ length: 10_000 }, (_, position) => createRecordId("one", position));
    expect(new Set(ids).size).to.equal(ids.length);
    expect(new Set(ids.map((id) => id.slice(20))).size).to.be.above(200);
  });
});

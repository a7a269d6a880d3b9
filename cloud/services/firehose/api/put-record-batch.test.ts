import type { PutRecordBatchCommandOutput } from "@aws-sdk/client-firehose";
import { expect } from "chai";
import { catchFault, useCloud } from "../../../testing/use-cloud";
import { createDeliveryTools, READING_TRIPS } from "../testing/glue-tables";

const KIBIBYTE = 1024;
const MEBIBYTE = KIBIBYTE * KIBIBYTE;

describe("Firehose PutRecord and PutRecordBatch", () => {
  const cloud = useCloud();
  const { makeBucket, create, put, readDelivered } = createDeliveryTools(cloud);
  const putBatch = (...sizes: readonly number[]): Promise<PutRecordBatchCommandOutput> =>
    cloud.firehose.putRecordBatch({
      DeliveryStreamName: "s",
      Records: sizes.map((size) => ({ Data: Buffer.alloc(size, "x") })),
    });
  beforeEach(() => create("s"));

  it("return a unique id per record, and whether the record is encrypted (FH-025)", async () => {
    const answer = await cloud.firehose.putRecord({ DeliveryStreamName: "s", Record: { Data: Buffer.from("x") } });
    const many = await putBatch(1, 2, 3);
    const ids = [answer.RecordId, ...(many.RequestResponses ?? []).map(({ RecordId }) => RecordId)];
    expect(new Set(ids).size).to.equal(4);
    for (const id of ids) expect(id).to.match(/^[A-Za-z0-9+/]{64}$/);
    expect([answer.Encrypted, many.Encrypted, many.FailedPutCount]).to.deep.equal([false, false, 0]);
  });

  it("report records as encrypted once encryption is on", async () => {
    const name = { DeliveryStreamName: "s" };
    await cloud.firehose.startDeliveryStreamEncryption({
      ...name,
      DeliveryStreamEncryptionConfigurationInput: { KeyType: "AWS_OWNED_CMK" },
    });
    expect((await putBatch(1)).Encrypted).to.equal(true);
    const { DeliveryStreamDescription } = await cloud.firehose.describeDeliveryStream(name);
    expect(DeliveryStreamDescription?.DeliveryStreamEncryptionConfiguration).to.deep.equal({
      KeyType: "AWS_OWNED_CMK",
      Status: "ENABLED",
    });
    await cloud.firehose.stopDeliveryStreamEncryption(name);
    expect((await putBatch(1)).Encrypted).to.equal(false);
  });

  it("accept a record of 1,000 KiB, and reject one more byte (FH-026)", async () => {
    await putBatch(1000 * KIBIBYTE);
    await cloud.advance(1);
    expect((await catchFault(putBatch(1000 * KIBIBYTE + 1))).message).to.equal(
      "1 validation error detected: Value at 'records.1.member.data' failed to satisfy constraint: Member must have length less than or equal to 1024000",
    );
    expect((await catchFault(put("s", Buffer.alloc(1000 * KIBIBYTE + 1)))).message).to.contain(
      "at 'record.data' failed to satisfy constraint",
    );
  });
  it("accept up to 500 records and 4 MiB per batch (FH-026, FH-027)", async () => {
    await putBatch(...Array.from({ length: 500 }, () => 1));
    expect(await catchFault(putBatch(...Array.from({ length: 501 }, () => 1)))).to.include({
      name: "ValidationException",
      message:
        "1 validation error detected: Value at 'records' failed to satisfy constraint: Member must have length less than or equal to 500",
    });
    expect(await catchFault(putBatch())).to.include({ name: "ValidationException" });
    await cloud.advance(1);
    await putBatch(...Array.from({ length: 8 }, () => MEBIBYTE / 2));
    await cloud.advance(1);
    expect(await catchFault(putBatch(...Array.from({ length: 8 }, () => MEBIBYTE / 2), 1))).to.include({
      name: "InvalidArgumentException",
    });
  });

  it("fail single records beyond 5 MiB per second, and accept more in the next second (FH-025, FH-028)", async () => {
    await makeBucket();
    await putBatch(...Array.from({ length: 8 }, () => MEBIBYTE / 2));
    const { FailedPutCount, RequestResponses = [] } = await putBatch(...Array.from({ length: 4 }, () => MEBIBYTE / 2));
    expect(FailedPutCount).to.equal(2);
    expect(RequestResponses.map(({ ErrorCode }) => ErrorCode)).to.deep.equal([
      undefined,
      undefined,
      "ServiceUnavailableException",
      "ServiceUnavailableException",
    ]);
    expect(RequestResponses[3]).to.deep.equal({ ErrorCode: "ServiceUnavailableException", ErrorMessage: "Slow down." });
    expect(await catchFault(put("s", "x")))
      .to.include({ name: "ServiceUnavailableException", message: "Slow down." })
      .and.have.nested.property("$metadata.httpStatusCode", 503);
    await cloud.advance(1);
    expect((await putBatch(1)).FailedPutCount).to.equal(0);
    await cloud.advance(300);
    expect((await readDelivered()).reduce((sum, { text }) => sum + text.length, 0)).to.equal(5 * MEBIBYTE + 1);
  });
  it("reject the 2,001st request in a second (FH-028)", async () => {
    for (let n = 0; n < 20; n++) await Promise.all(Array.from({ length: 100 }, () => put("s", "x")));
    expect(await catchFault(putBatch(1))).to.include({ name: "ServiceUnavailableException" });
    await cloud.advance(1);
    await put("s", "x");
  });

  it("are rejected for a stream that reads from Kinesis, and so is its encryption (FH-029, FH-031)", async () => {
    await cloud.kinesis.createStream({ StreamName: "trips", ShardCount: 1 });
    await cloud.advance(1);
    await create("reading", {}, READING_TRIPS);
    expect(await catchFault(put("reading", "x"))).to.include({
      name: "InvalidArgumentException",
      message: "This operation is not permitted on KinesisStreamAsSource delivery stream type.",
    });
    expect(
      await catchFault(cloud.firehose.startDeliveryStreamEncryption({ DeliveryStreamName: "reading" })),
    ).to.include({
      name: "InvalidArgumentException",
    });
  });
  it("reject an unknown stream (FH-006)", async () => {
    expect(await catchFault(put("none", "x"))).to.include({
      name: "ResourceNotFoundException",
      message: "Firehose none under account 000000000000 not found.",
    });
  });
});

import { expect } from "chai";
import { useCloud } from "../../../../testing/use-cloud";
import { BUCKET, BUCKET_ARN, createDeliveryTools } from "../../testing/glue-tables";

const MEBIBYTE = 1024 * 1024;
const HOUR_S = 3_600;
const ONE_MINUTE = { BufferingHints: { SizeInMBs: 1, IntervalInSeconds: 60 } };

describe("Firehose delivery", () => {
  const cloud = useCloud();
  const { makeBucket, create, put, putAll, readDelivered } = createDeliveryTools(cloud);

  describe("to a bucket", () => {
    beforeEach(makeBucket);

    it("joins records byte for byte, with nothing between them (FH-034)", async () => {
      await create("s", ONE_MINUTE);
      for (let n = 0; n < 3; n++) await put("s", "abc");
      await cloud.advance(60);
      expect((await readDelivered()).map(({ text }) => text)).to.deep.equal(["abcabcabc"]);
    });

    it("waits the exact interval from the first buffered record (FH-035)", async () => {
      await create("s", ONE_MINUTE);
      await cloud.advance(1000);
      await put("s", "a");
      await cloud.advance(40);
      await put("s", "b");
      await cloud.advance(19.999);
      expect(await readDelivered()).to.deep.equal([]);
      await cloud.advance(0.001);
      expect((await readDelivered()).map(({ text }) => text)).to.deep.equal(["ab"]);
    });

    it("delivers immediately when the size is reached, and starts a new buffer (FH-035)", async () => {
      await create("s", ONE_MINUTE);
      await putAll(
        "s",
        Array.from({ length: 10 }, (_, n) => Buffer.alloc(MEBIBYTE / 10 + 1, String(n))),
      );
      await put("s", "next");
      await cloud.advance(0);
      const [first] = await readDelivered();
      expect(first?.text.length).to.equal(10 * Math.floor(MEBIBYTE / 10 + 1));
      await cloud.advance(60);
      expect((await readDelivered()).map(({ text }) => text.slice(0, 4))).to.have.members(["0000", "next"]);
    });

    it("waits 300 seconds or for 5 MiB by default (FH-036)", async () => {
      await create("s");
      await putAll(
        "s",
        Array.from({ length: 4 }, () => Buffer.alloc(1_000_000)),
      );
      await cloud.advance(299);
      expect(await readDelivered()).to.deep.equal([]);
      await cloud.advance(1);
      expect(await readDelivered()).to.have.lengthOf(1);
    });

    it("delivers without waiting if the interval is zero (FH-036)", async () => {
      await create("s", { BufferingHints: { SizeInMBs: 1, IntervalInSeconds: 0 } });
      await put("s", "a");
      await cloud.advance(0);
      expect(await readDelivered()).to.have.lengthOf(1);
    });

    it("names objects by prefix, stream, version, arrival of the oldest record, and a UUID (FH-038, FH-039)", async () => {
      await create("orders", { ...ONE_MINUTE, Prefix: "firehose/" });
      await cloud.advance(4 * HOUR_S + 5 * 60 + 6);
      await put("orders", "a");
      await cloud.advance(60);
      const [object] = await readDelivered();
      expect(object?.key).to.match(
        /^firehose\/2030\/01\/01\/04\/orders-1-2030-01-01-04-05-07-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
      );
    });

    it("sets only the content type on the object (FH-041)", async () => {
      await create("s", ONE_MINUTE);
      await put("s", "a");
      await cloud.advance(60);
      const [{ key } = { key: "" }] = await readDelivered();
      const head = await cloud.s3.headObject({ Bucket: BUCKET, Key: key });
      expect([head.ContentType, head.ContentEncoding, head.Metadata]).to.deep.equal([
        "application/octet-stream",
        undefined,
        {},
      ]);
    });

    it("delivers arbitrary bytes and empty records", async () => {
      await create("s", ONE_MINUTE);
      const bytes = Buffer.from(Array.from({ length: 256 }, (_, n) => n));
      await putAll("s", [bytes, "", bytes]);
      await cloud.advance(60);
      const [{ key } = { key: "" }] = await readDelivered();
      const { Body } = await cloud.s3.getObject({ Bucket: BUCKET, Key: key });
      expect(Buffer.from((await Body?.transformToByteArray()) ?? []).equals(Buffer.concat([bytes, bytes]))).to.equal(
        true,
      );
    });

    it("discards pending records when the stream is deleted, and never delivers them (FH-015)", async () => {
      await create("s", ONE_MINUTE);
      await put("s", "gone");
      await cloud.firehose.deleteDeliveryStream({ DeliveryStreamName: "s" });
      await cloud.advance(1);
      await create("s", ONE_MINUTE);
      await put("s", "new");
      await cloud.advance(120);
      expect((await readDelivered()).map(({ text }) => text)).to.deep.equal(["new"]);
    });

    it("keeps the records of different streams separate", async () => {
      for (const name of ["a", "b"]) await create(name, { ...ONE_MINUTE, Prefix: `${name}/` });
      for (const name of ["a", "b", "a"]) await put(name, name);
      await cloud.advance(60);
      expect((await readDelivered()).map(({ key, text }) => [key.charAt(0), text])).to.deep.equal([
        ["a", "aa"],
        ["b", "b"],
      ]);
    });
  });

  describe("to a bucket that fails", () => {
    const LOGS = { logGroupName: "firehose-logs", logStreamName: "S3Delivery" };
    const readLogLines = async (): Promise<{ errorCode: string }[]> => {
      const { events = [] } = await cloud.logs.getLogEvents({ ...LOGS, startFromHead: true });
      return events.map(({ message = "" }) => JSON.parse(message));
    };
    beforeEach(async () => {
      await cloud.logs.createLogGroup({ logGroupName: LOGS.logGroupName });
      await cloud.logs.createLogStream(LOGS);
      await create("s", {
        ...ONE_MINUTE,
        CloudWatchLoggingOptions: { Enabled: true, LogGroupName: LOGS.logGroupName, LogStreamName: LOGS.logStreamName },
      });
    });

    it("retries, and delivers in order once the bucket exists (FH-048)", async () => {
      await put("s", "first");
      await cloud.advance(600);
      await put("s", "second");
      await cloud.advance(600);
      await makeBucket();
      await cloud.advance(60);
      expect((await readDelivered()).map(({ text }) => text)).to.deep.equal(["first", "second"]);
    });

    it("writes a log line for each attempt (FH-106)", async () => {
      await put("s", "a");
      await cloud.advance(60);
      expect(await readLogLines()).to.deep.equal([
        {
          deliveryStreamARN: "arn:aws:firehose:us-east-1:000000000000:deliverystream/s",
          destination: BUCKET_ARN,
          deliveryStreamVersionId: 1,
          message: "The specified bucket does not exist. Create the bucket or use a different bucket that does exist.",
          errorCode: "S3.NoSuchBucket",
        },
      ]);
      await cloud.advance(5);
      expect(await readLogLines()).to.have.lengthOf(2);
      await cloud.advance(10);
      expect(await readLogLines()).to.have.lengthOf(3);
    });

    it("delivers nothing while the bucket's policy denies writes, so that an emptied bucket stays empty (FH-048, SVC-060)", async () => {
      await makeBucket();
      // Denies all writes, as the CDK's function does before it empties a bucket that will be deleted.
      const Statement = [
        { Principal: "*", Effect: "Deny", Action: ["s3:PutObject"], Resource: [`arn:aws:s3:::${BUCKET}/*`] },
      ];
      const Policy = JSON.stringify({ Version: "2012-10-17", Statement });
      await cloud.s3.putBucketPolicy({ Bucket: BUCKET, Policy });
      await put("s", "a");
      await cloud.advance(60);
      expect((await readLogLines()).map(({ errorCode }) => errorCode)).to.deep.equal(["S3.AccessDenied"]);
      await cloud.s3.deleteBucket({ Bucket: BUCKET });
      await makeBucket();
      await cloud.s3.putBucketPolicy({ Bucket: BUCKET, Policy });
      await cloud.advance(5);
      expect(await readDelivered()).to.deep.equal([]);
      await cloud.s3.deleteBucketPolicy({ Bucket: BUCKET });
      await cloud.advance(60);
      expect((await readDelivered()).map(({ text }) => text)).to.deep.equal(["a"]);
    });

    it("gives up and loses the data after 24 hours (FH-048)", async () => {
      await put("s", "lost");
      await cloud.advance(60 + 24 * HOUR_S + 60);
      await put("s", "kept");
      await makeBucket();
      await cloud.advance(120);
      expect((await readDelivered()).map(({ text }) => text)).to.deep.equal(["kept"]);
    });
  });
});

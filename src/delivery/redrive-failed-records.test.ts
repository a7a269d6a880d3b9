import { Firehose } from "@aws-sdk/client-firehose";
import { S3 } from "@aws-sdk/client-s3";
import { expect } from "chai";
import { catchFailure } from "../testing/catch-failure";
import { useLabCloud } from "../testing/use-lab-cloud";
import { readDeliveredRecords } from "./read-delivered-records";
import { readFailedRecords } from "./read-failed-records";
import { redriveFailedRecords } from "./redrive-failed-records";

const BUCKET = "redriven";
const PREFIX = "errors/processing-failed/";

describe("redriveFailedRecords", () => {
  const lab = useLabCloud();
  const s3 = new S3({ forcePathStyle: true });
  const redrive = (firehoseName: string) => redriveFailedRecords({ bucketName: BUCKET, prefix: PREFIX, firehoseName });
  /** Writes an object as Firehose does, with a line for each failed record. */
  const failRecords = async (key: string, texts: readonly string[]): Promise<void> => {
    const lines = texts.map((text) =>
      JSON.stringify({ errorCode: "E", rawData: Buffer.from(text).toString("base64") }),
    );
    await s3.putObject({ Bucket: BUCKET, Key: `${PREFIX}${key}`, Body: `${lines.join("\n")}\n` });
  };
  before(async () => {
    await s3.createBucket({ Bucket: BUCKET });
    await new Firehose({}).createDeliveryStream({
      DeliveryStreamName: "again",
      ExtendedS3DestinationConfiguration: {
        RoleARN: "arn:aws:iam::000000000000:role/role",
        BucketARN: `arn:aws:s3:::${BUCKET}`,
        Prefix: "good/",
      },
    });
    await lab.cloud.clock.advance(60);
  });

  it("sends every record once, however many an object has, and leaves none under the prefix", async () => {
    const numbers = Array.from({ length: 1001 }, (_, n) => n);
    await failRecords(
      "many",
      numbers.slice(1).map((n) => `{"n":${n}}`),
    );
    await failRecords("one", ['{"n":0}']);
    expect(await redrive("again")).to.equal(1001);
    expect(await redrive("again")).to.equal(0);
    await lab.cloud.clock.advance(600);
    const delivered = await readDeliveredRecords({ bucketName: BUCKET, prefix: "good/" });
    expect(delivered.map(({ n }) => Number(n)).sort((a, b) => a - b)).to.deep.equal(numbers);
  });
  it("keeps an object whose records weren't accepted", async () => {
    await failRecords("kept", ['{"n":1}']);
    expect(await catchFailure(redrive("none"))).to.contain("none");
    expect((await readFailedRecords({ bucketName: BUCKET, prefix: PREFIX })).map(({ key }) => key)).to.deep.equal([
      `${PREFIX}kept`,
    ]);
    expect(await redrive("again")).to.equal(1);
  });
  it("sends only what was refused again, because the Firehose is busy", async () => {
    // Six records are more than it accepts in a second.
    const texts = ["a", "b", "c", "d", "e", "f"].map((id) => JSON.stringify({ id, pad: "x".repeat(950_000) }));
    await failRecords("large-1", texts.slice(0, 3));
    await failRecords("large-2", texts.slice(3));
    expect(await redrive("again")).to.equal(6);
    await lab.cloud.clock.advance(600);
    const delivered = await readDeliveredRecords({ bucketName: BUCKET, prefix: "good/" });
    expect(delivered.flatMap(({ id }) => id ?? []).sort()).to.deep.equal(["a", "b", "c", "d", "e", "f"]);
    expect(lab.getCalls("PutRecordBatch").length).to.be.at.least(3);
  });
});

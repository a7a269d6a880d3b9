import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { expect } from "chai";
import { captureOutput } from "../testing/capture-output";
import { useLabCloud } from "../testing/use-lab-cloud";
import { createKinesisDataStream } from "./create-kinesis-data-stream";
import { createKinesisFirehose } from "./create-kinesis-firehose";
import { createS3Bucket } from "./create-s3-bucket";
import { deleteKinesisDataStream } from "./delete-kinesis-data-stream";
import { deleteKinesisFirehose } from "./delete-kinesis-firehose";
import { deleteS3Bucket } from "./delete-s3-bucket";
import { listResources } from "./list-resources";

describe("cleaning up", () => {
  const lab = useLabCloud();
  const output = captureOutput();

  it("leaves nothing of what was created", async () => {
    await createKinesisDataStream({ streamName: "lab-stream" });
    await createS3Bucket({ bucketName: "lab-bucket", region: "us-east-1" });
    await lab.cloud.clock.advance(10);
    await createKinesisFirehose({
      firehoseName: "lab-fire",
      streamName: "lab-stream",
      bucketName: "lab-bucket",
      roleName: "role",
      logGroup: "g",
      logStream: "s",
      accountId: "000000000000",
      region: "us-east-1",
    });
    await lab.cloud.clock.advance(60);
    for (let n = 0; n < 3; n += 1)
      await new S3Client({}).send(new PutObjectCommand({ Bucket: "lab-bucket", Key: `firehose/${n}`, Body: "x" }));
    expect(await listResources({ prefix: "lab-" })).to.have.deep.members([
      { kind: "Kinesis data stream", name: "lab-stream" },
      { kind: "Firehose", name: "lab-fire" },
      { kind: "S3 bucket", name: "lab-bucket" },
    ]);

    await deleteKinesisFirehose({ firehoseName: "lab-fire" });
    await deleteKinesisDataStream({ streamName: "lab-stream" });
    await deleteS3Bucket({ bucketName: "lab-bucket" });
    await lab.cloud.clock.advance(120);
    expect(await listResources({ prefix: "lab-" })).to.deep.equal([]);
    expect(output.text()).to.contain("S3 bucket 'lab-bucket' deleted, with 3 objects.");
  });
  it("says so of what does not exist", async () => {
    await deleteKinesisFirehose({ firehoseName: "none" });
    await deleteKinesisDataStream({ streamName: "none" });
    await deleteS3Bucket({ bucketName: "none" });
    expect(output.text().split("\n")).to.deep.equal([
      "Kinesis Firehose none does not exist.",
      "Kinesis data stream none does not exist.",
      "S3 bucket 'none' does not exist.",
      "",
    ]);
  });
  it("finds more streams than one page of AWS's list holds, and only those with the prefix", async () => {
    for (let n = 0; n < 3; n += 1) {
      for (let m = 0; m < 5; m += 1) await createKinesisDataStream({ streamName: `many-${n}${m}`, shardCount: 1 });
      await lab.cloud.clock.advance(10); // AWS lets at most five be created at a time.
    }
    await createKinesisDataStream({ streamName: "other", shardCount: 1 });
    expect(await listResources({ prefix: "many-" })).to.have.length(15);
  });
});

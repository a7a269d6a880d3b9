import { KinesisClient, PutRecordCommand } from "@aws-sdk/client-kinesis";
import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { expect } from "chai";
import { createKinesisDataStream } from "../aws/create-kinesis-data-stream";
import { createKinesisFirehose } from "../aws/create-kinesis-firehose";
import { createS3Bucket } from "../aws/create-s3-bucket";
import { captureOutput } from "../testing/capture-output";
import { useLabCloud } from "../testing/use-lab-cloud";
import { showPipeline } from "./show-pipeline";
import { useDisplay } from "./testing/use-display";

describe("showPipeline", () => {
  const lab = useLabCloud();
  const display = useDisplay();
  captureOutput();
  const pipeline = {
    sourceStream: "source",
    script: "etl.ts",
    routes: [{ label: "USA", streamName: "usa", firehoseName: "fire", bucketName: "lab-usa" }],
  };

  it("shows what is not there yet", async () => {
    await showPipeline(pipeline);
    const bundle = display.shown[0]?.bundle ?? {};
    expect(bundle["text/plain"]).to.equal(
      "source (not there yet) → etl.ts\n  USA: usa (not there yet) → fire (not there yet) → lab-usa (not there yet)",
    );
    expect(String(bundle["image/svg+xml"]).match(/stroke-dasharray/g)).to.have.length(4);
  });
  it("counts the records on each arrow as they are in the cloud", async () => {
    await createKinesisDataStream({ streamName: "source" });
    await createKinesisDataStream({ streamName: "usa" });
    await createS3Bucket({ bucketName: "lab-usa", region: "us-east-1" });
    await lab.cloud.clock.advance(10);
    await createKinesisFirehose({
      firehoseName: "fire",
      streamName: "usa",
      bucketName: "lab-usa",
      roleName: "role",
      logGroup: "g",
      logStream: "s",
      accountId: "000000000000",
      region: "us-east-1",
    });
    for (const [StreamName, count] of [
      ["source", 3],
      ["usa", 2],
    ] as const) {
      for (let n = 0; n < count; n += 1)
        await new KinesisClient({}).send(
          new PutRecordCommand({ StreamName, PartitionKey: `${n}`, Data: Buffer.from("{}") }),
        );
    }
    await new S3Client({}).send(new PutObjectCommand({ Bucket: "lab-usa", Key: "firehose/x", Body: '{"n":1}' }));
    await showPipeline(pipeline);
    const bundle = display.shown[0]?.bundle ?? {};
    expect(bundle["text/plain"]).to.equal(
      "source (3 records) → etl.ts\n  USA: usa (2 records) → fire (there) → lab-usa (1 record in 1 object)",
    );
    for (const text of ["3 records", "2 records", "1 record", "1 object"])
      expect(bundle["image/svg+xml"]).to.contain(`>${text}<`);
    expect(bundle["image/svg+xml"]).not.to.contain("stroke-dasharray");
  });
});

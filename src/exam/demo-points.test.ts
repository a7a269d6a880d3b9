import { CreateStreamCommand, KinesisClient, PutRecordCommand } from "@aws-sdk/client-kinesis";
import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { expect } from "chai";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { temporaryFolder } from "../../test/temporary-folder";
import { createS3Bucket } from "../aws/create-s3-bucket";
import { captureOutput } from "../testing/capture-output";
import { useLabCloud } from "../testing/use-lab-cloud";
import { demoPoints, proveEmpty, type Demo } from "./demo-points";

const DELIVERY = {
  inputStream: "ada-metrics",
  outputStream: "ada-aggregates",
  firehoseName: "ada-delivery",
  bucketName: "ada-aggregates-000000000000",
};
const DEMO: Demo = {
  student: "ada",
  delivery: DELIVERY,
  empty: [],
  checkpoint: ".labs/checkpoints/no-such-file.json",
  table: "aggregates",
  query: { sql: "SELECT 1 AS one", database: "default", outputLocation: "s3://ada-aggregates-000000000000/answers/" },
  optionB: "WATERMARK … TUMBLE",
};

describe("the points of the demonstration", () => {
  const lab = useLabCloud();
  captureOutput();
  before(async () => {
    for (const StreamName of [DELIVERY.inputStream, DELIVERY.outputStream])
      await new KinesisClient({}).send(new CreateStreamCommand({ StreamName, ShardCount: 1 }));
    await createS3Bucket({ bucketName: DELIVERY.bucketName, region: "us-east-1" });
    await lab.cloud.clock.advance(10);
  });
  const holding = async (demo: Demo) => (await demoPoints(demo)).filter(({ holds }) => holds).map(({ point }) => point);

  it("prove that streams and bucket are empty, and see the first record and object, however old", async () => {
    expect((await proveEmpty(DELIVERY)).map(({ holds }) => holds)).to.deep.equal([true, true]);
    await new KinesisClient({}).send(
      new PutRecordCommand({ StreamName: "ada-aggregates", PartitionKey: "k", Data: Buffer.from("{}") }),
    );
    await lab.cloud.clock.advance(3600);
    expect((await proveEmpty(DELIVERY)).map(({ holds }) => holds)).to.deep.equal([false, true]);
    await new S3Client({}).send(new PutObjectCommand({ Bucket: DELIVERY.bucketName, Key: "a", Body: "b" }));
    expect((await proveEmpty(DELIVERY)).map(({ holds }) => holds)).to.deep.equal([false, false]);
  });
  it("do not hold for what is not there, and say what was found", async () => {
    expect(await holding(DEMO)).to.deep.equal([1, 8, 10]);
    const points = await demoPoints(DEMO);
    expect(points.find(({ point }) => point === 5)?.proof).to.equal("ada-delivery: from nothing to nothing");
    expect(points.find(({ point }) => point === 9)?.proof).to.include("missing: componentName");
  });
  it("want aggregates in the output stream of the application, beside its checkpoint", async () => {
    const folder = temporaryFolder();
    const checkpoint = join(folder, "ada-metrics.json");
    writeFileSync(checkpoint, JSON.stringify({ positions: { "shardId-000000000000": "1" } }));
    expect(await holding({ ...DEMO, checkpoint })).to.deep.equal([1, 8, 10]);
    const Data = Buffer.from(JSON.stringify({ componentName: "user-service", minValue: 1 }));
    await new KinesisClient({}).send(new PutRecordCommand({ StreamName: "ada-aggregates", PartitionKey: "k", Data }));
    expect(await holding({ ...DEMO, checkpoint })).to.deep.equal([1, 4, 8, 10]);
  });
  it("do not hold under another name", async () => {
    expect(await holding({ ...DEMO, student: "grace" })).to.deep.equal([8, 10]);
  });
});

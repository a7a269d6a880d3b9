import { CreateStreamCommand, KinesisClient } from "@aws-sdk/client-kinesis";
import { CreateDatabaseCommand, GlueClient } from "@aws-sdk/client-glue";
import { CreateRoleCommand, IAMClient } from "@aws-sdk/client-iam";
import { CreateBucketCommand, S3Client } from "@aws-sdk/client-s3";
import { expect } from "chai";
import { runQuery } from "../athena/run-query";
import { isStreamReady } from "../aws/is-stream-ready";
import { requireParquet } from "../flink/testing/require-flink";
import { useFlinkCloud } from "../flink/testing/use-flink-cloud";
import { waitFor } from "../flink/testing/wait-for";
import { putAll } from "../streaming/put-all";
import { captureOutput } from "../testing/capture-output";
import { calculateFirehoseCost, FLINK_HOUR_USD, calculateFlinkFilesCost, REQUESTS_A_FILE } from "./parquet-costs";
import { parquetInTwoWays } from "./parquet-in-two-ways";

const TRUST = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { Service: "firehose.amazonaws.com" }, Action: "sts:AssumeRole" }],
});
const MANY = 40;

describe("the cost of Parquet", () => {
  it("counts each Firehose record as at least 5 KB, and an hour of Flink as two KPUs", () => {
    // Steps of 5 KB: one for each small record, two for each of 6,000 bytes.
    const sizes = [...Array<number>(200_000).fill(150), ...Array<number>(200).fill(6_000)];
    expect(calculateFirehoseCost(sizes, 2)).to.be.closeTo(((200_400 * 5_120) / 2 ** 30) * 0.047 + 2 * 0.000005, 1e-12);
    expect(calculateFlinkFilesCost(1_000)).to.be.closeTo(0.015, 1e-12);
    expect(FLINK_HOUR_USD).to.equal(0.22);
  });
});

describe("Parquet in two ways", () => {
  const lab = useFlinkCloud();
  const subject = {
    source: "aggregates",
    bucketName: "two-ways",
    firehoseName: "to-parquet",
    roleArn: "arn:aws:iam::000000000000:role/delivery",
    athena: { database: "metrics", outputLocation: "s3://two-ways/answers/" },
    checkpointSeconds: 1,
  };
  before(async () => {
    const [streams, s3] = [new KinesisClient({}), new S3Client({ forcePathStyle: true })];
    await streams.send(new CreateStreamCommand({ StreamName: subject.source, ShardCount: 1 }));
    await waitFor(() => isStreamReady({ streamName: subject.source }));
    await s3.send(new CreateBucketCommand({ Bucket: subject.bucketName }));
    await new GlueClient({}).send(new CreateDatabaseCommand({ DatabaseInput: { Name: subject.athena.database } }));
    await new IAMClient({}).send(new CreateRoleCommand({ RoleName: "delivery", AssumeRolePolicyDocument: TRUST }));
    const aggregate = { componentName: "user-service", metricName: "cpu", unit: "percent", maxValue: 9.5, avg: 5 };
    const times = { fromTimestamp: "2030-01-01T12:00:00.000Z", toTimestamp: "2030-01-01T12:00:59.000Z" };
    const records = Array.from({ length: MANY }, (_, minValue) => JSON.stringify({ ...aggregate, minValue, ...times }));
    await putAll(streams, {
      streamName: subject.source,
      records: records.map((text) => ({ PartitionKey: "k", Data: Buffer.from(text) })),
    });
    streams.destroy();
  });

  describe("without Flink", () => {
    const output = captureOutput();
    it("prints one line and skips Flink", async () => {
      process.env["LABS_GRADING"] = "1";
      expect(await parquetInTwoWays(subject)).to.equal(undefined);
      delete process.env["LABS_GRADING"];
      expect(output.getText().trim()).to.equal("Flink doesn't run here, so this part is skipped.");
    });
  });
  describe("with Flink", () => {
    requireParquet();
    it("writes the same rows twice, with the files, the delay and the cost of each", async () => {
      const [flink, firehose] = (await parquetInTwoWays(subject)) ?? [];
      expect(flink).to.include({ way: "Flink's file sink", rows: MANY, "USD an hour": 0.22 });
      expect(firehose).to.include({ way: "Firehose converts", rows: MANY, files: 1, "USD an hour": 0 });
      // The buffer's 60 seconds, less one, since S3 gives times in whole seconds.
      expect(firehose?.["delay in seconds"]).to.be.at.least(59);
      for (const column of ["componentName", "maxValue", "minValue", "toTimestamp"]) {
        const first = await Promise.all(
          ["flink", "firehose"].map(async (way) => {
            const sql = `SELECT min(${column}) AS a, max(${column}) AS b FROM parquet_by_${way}`;
            return (await runQuery({ ...subject.athena, sql })).rows;
          }),
        );
        expect(first[0])
          .to.deep.equal(first[1])
          .and.not.deep.equal([{ a: null, b: null }]);
      }
      // The cost is computed from three requests for each file: the lab cloud's journal shows that many.
      const files = flink?.files ?? 0;
      const requests = ["CreateMultipartUpload", "UploadPart", "CompleteMultipartUpload"].map(
        (name) => lab.getCalls(name).length,
      );
      expect(requests).to.deep.equal([files, files, files]);
      expect(flink?.["USD for this"]).to.equal((files * REQUESTS_A_FILE * 0.005) / 1000);
    });
  });
});

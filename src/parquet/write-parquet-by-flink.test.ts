import { CreateStreamCommand, KinesisClient } from "@aws-sdk/client-kinesis";
import { CreateDatabaseCommand, GlueClient } from "@aws-sdk/client-glue";
import { CreateBucketCommand, S3Client } from "@aws-sdk/client-s3";
import { expect } from "chai";
import { runQuery } from "../athena/run-query";
import { isStreamReady } from "../aws/is-stream-ready";
import { requireParquet } from "../flink/testing/require-flink";
import { useFlinkCloud } from "../flink/testing/use-flink-cloud";
import { waitFor } from "../flink/testing/wait-for";
import { putAll } from "../streaming/put-all";
import { captureOutput } from "../testing/capture-output";
import { FLINK_HOUR_USD, calculateFlinkFilesCost, REQUESTS_A_FILE } from "./parquet-costs";
import { writeParquetByFlink } from "./write-parquet-by-flink";

const MANY = 40;

describe("the cost of Parquet", () => {
  it("counts three requests for each file, and an hour of Flink as two KPUs", () => {
    expect(calculateFlinkFilesCost(1_000)).to.be.closeTo(0.015, 1e-12);
    expect(FLINK_HOUR_USD).to.equal(0.22);
  });
});

describe("Parquet by Flink", () => {
  const lab = useFlinkCloud();
  const subject = {
    source: "aggregates",
    bucketName: "by-flink",
    athena: { database: "metrics", outputLocation: "s3://by-flink/answers/" },
    checkpointSeconds: 1,
  };
  before(async () => {
    const [streams, s3] = [new KinesisClient({}), new S3Client({ forcePathStyle: true })];
    await streams.send(new CreateStreamCommand({ StreamName: subject.source, ShardCount: 1 }));
    await waitFor(() => isStreamReady({ streamName: subject.source }));
    await s3.send(new CreateBucketCommand({ Bucket: subject.bucketName }));
    await new GlueClient({}).send(new CreateDatabaseCommand({ DatabaseInput: { Name: subject.athena.database } }));
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
      expect(await writeParquetByFlink(subject)).to.equal(undefined);
      delete process.env["LABS_GRADING"];
      expect(output.getText().trim()).to.equal("Flink doesn't run here, so this part is skipped.");
    });
  });
  describe("with Flink", () => {
    requireParquet();
    it("writes all rows, with the files, the delay and the cost", async () => {
      const flink = await writeParquetByFlink(subject);
      expect(flink).to.include({ rows: MANY, "USD an hour": 0.22 });
      expect(flink?.["delay in seconds"]).to.be.below(60);
      const sql =
        "SELECT min(componentName) AS component, min(minValue) AS lowest, max(minValue) AS highest, max(toTimestamp) AS last FROM parquet_by_flink";
      expect((await runQuery({ ...subject.athena, sql })).rows).to.deep.equal([
        { component: "user-service", lowest: "0.0", highest: `${MANY - 1}.0`, last: "2030-01-01T12:00:59.000Z" },
      ]);
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

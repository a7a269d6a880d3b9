import { Kinesis } from "@aws-sdk/client-kinesis";
import { expect } from "chai";
import { createKinesisDataStream } from "../aws/create-kinesis-data-stream";
import { createKinesisFirehose } from "../aws/create-kinesis-firehose";
import { createS3Bucket } from "../aws/create-s3-bucket";
import { captureOutput } from "../testing/capture-output";
import { useLabCloud } from "../testing/use-lab-cloud";
import { showPipeline } from "./show-pipeline";
import { readDrawing, useDisplay } from "./testing/use-display";

describe("showPipeline", () => {
  const lab = useLabCloud();
  const display = useDisplay();
  const output = captureOutput();
  const route = (label: string) => ({
    label,
    streamName: `${label}-stream`,
    firehoseName: `${label}-fire`,
    bucketName: `lab-${label}`,
  });
  const pipeline = { sourceStream: "source", script: "etl.ts", routes: [route("usa"), route("int")] };
  const readLines = async () => {
    await showPipeline(pipeline);
    return String(display.shown.at(-1)?.bundle["text/plain"]).split("\n");
  };
  const createFirehose = (firehoseName: string, streamName: string, bucketName: string) =>
    createKinesisFirehose({
      firehoseName,
      streamName,
      bucketName,
      roleName: "role",
      logGroup: "g",
      logStream: "s",
      accountId: "000000000000",
      region: "us-east-1",
    });
  const put = async (StreamName: string, count: number) => {
    for (let n = 0; n < count; n += 1)
      await new Kinesis({}).putRecord({ StreamName, PartitionKey: `${n}`, Data: Buffer.from("{}") });
  };

  it("shows what doesn't exist yet with dashes", async () => {
    expect(await readLines()).to.deep.equal([
      "source (not there yet) → etl.ts",
      "etl.ts → usa-stream (not there yet): usa",
      "etl.ts → int-stream (not there yet): int",
      "usa-stream (not there yet) → usa-fire (not there yet)",
      "usa-fire (not there yet) → lab-usa (not there yet)",
      "int-stream (not there yet) → int-fire (not there yet)",
      "int-fire (not there yet) → lab-int (not there yet)",
    ]);
    const { svg, alt } = readDrawing(display.shown[0]);
    expect(alt).to.match(/^Pipeline; source \(not there yet\) → etl\.ts; /);
    // Seven boxes and seven arrows.
    expect(svg.match(/stroke-dasharray/g)).to.have.length(14);
  });
  it("shows the state, shards and records that AWS describes", async () => {
    await createKinesisDataStream({ streamName: "source" });
    await createKinesisDataStream({ streamName: "usa-stream", shardCount: 1 });
    expect(await readLines()).to.include("etl.ts → usa-stream (CREATING): usa, 0 records");
    await createKinesisDataStream({ streamName: "int-stream" });
    for (const bucketName of ["lab-usa", "lab-int"]) await createS3Bucket({ bucketName, region: "us-east-1" });
    await lab.cloud.clock.advance(10);
    await createFirehose("usa-fire", "usa-stream", "lab-usa");
    await lab.cloud.clock.advance(10);
    await put("source", 3);
    await put("usa-stream", 2);
    await lab.cloud.clock.advance(90);
    expect(await readLines()).to.deep.equal([
      "source (3 records, 2 shards) → etl.ts",
      "etl.ts → usa-stream (2 records, 1 shard): usa, 2 records",
      "etl.ts → int-stream (0 records, 2 shards): int, 0 records",
      "usa-stream (2 records, 1 shard) → usa-fire",
      "usa-fire → lab-usa (1 object): 2 records",
      "int-stream (0 records, 2 shards) → int-fire (not there yet)",
      "int-fire (not there yet) → lab-int (0 objects)",
    ]);
    expect(output.getText()).not.to.contain("⚠");
  });
  it("draws a Firehose to its actual destination, and reports where that differs from the plan", async () => {
    await createFirehose("int-fire", "usa-stream", "lab-other");
    expect((await readLines()).slice(-2)).to.deep.equal([
      "usa-stream (2 records, 1 shard) → int-fire (CREATING)",
      "int-fire (CREATING) → lab-other (not there yet)",
    ]);
    expect(output.getText())
      .to.contain("⚠ int-fire reads usa-stream, not int-stream.\n⚠ int-fire writes to lab-other, not to lab-int.\n")
      .and.contain("it prints the line that fixes this.")
      .and.not.contain("⚠ usa-fire");
  });
});

import { CloudWatchLogs } from "@aws-sdk/client-cloudwatch-logs";
import { IAM } from "@aws-sdk/client-iam";
import { Kinesis } from "@aws-sdk/client-kinesis";
import { S3 } from "@aws-sdk/client-s3";
import { expect } from "chai";
import { createKinesisDataStream } from "../../../src/aws/create-kinesis-data-stream";
import { createKinesisFirehose } from "../../../src/aws/create-kinesis-firehose";
import { createS3Bucket } from "../../../src/aws/create-s3-bucket";
import { deleteKinesisDataStream } from "../../../src/aws/delete-kinesis-data-stream";
import { isFirehoseReady } from "../../../src/aws/is-firehose-ready";
import { isStreamReady } from "../../../src/aws/is-stream-ready";
import { listResources } from "../../../src/aws/list-resources";
import { explainError } from "../../../src/running/explain-error";
import { captureOutput } from "../../../src/testing/capture-output";
import { catchFailure } from "../../../src/testing/catch-failure";
import { useLabCloud } from "../../../src/testing/use-lab-cloud";
import { applyGivens } from "./index";

describe("the given resources of lab 01", () => {
  const lab = useLabCloud({ iam: "on" });
  captureOutput();
  const solution = [{ path: "src/etl/consumer_Solution.ts", text: "// the solution\n" }];

  it("set up the stream, the role and the log groups, and no solution bucket unless there is a solution", async () => {
    const lines: string[] = [];
    await applyGivens({ say: (line) => lines.push(line) });
    await lab.cloud.clock.advance(10);
    expect(await isStreamReady({ streamName: "de-c2w2lab1-kinesis-data-stream" })).to.equal(true);
    const { Role } = await new IAM({}).getRole({ RoleName: "de-c2w2lab1-firehose-role" });
    expect(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? "")).to.contain("firehose.amazonaws.com");
    for (const location of ["usa", "international"]) {
      const { logStreams } = await new CloudWatchLogs({}).describeLogStreams({
        logGroupName: `de-c2w2lab1-firehose-${location}-log-group`,
      });
      expect(logStreams?.map(({ logStreamName }) => logStreamName)).to.deep.equal([
        `de-c2w2lab1-${location}-firehose-log-stream`,
      ]);
    }
    expect(await listResources({ prefix: "de-c2w2lab1-" })).to.deep.equal([
      {
        kind: "Kinesis data stream",
        name: "de-c2w2lab1-kinesis-data-stream",
        status: "there",
        "delete it with": 'await deleteKinesisDataStream({ streamName: "de-c2w2lab1-kinesis-data-stream" });',
      },
    ]);
    expect(lines.every((line) => line.endsWith(": created"))).to.equal(true);
  });
  it("can be set up again: what exists stays, and the solution is updated", async () => {
    const lines: string[] = [];
    await applyGivens({ solution: [{ path: "src/etl/consumer_Solution.ts", text: "// an older one\n" }] });
    await lab.cloud.clock.advance(10);
    await applyGivens({ solution, say: (line) => lines.push(line) });
    expect(lines)
      .to.include("Data stream de-c2w2lab1-kinesis-data-stream: there already")
      .and.include("IAM role de-c2w2lab1-firehose-role: there already");
    const { Body } = await new S3({}).getObject({
      Bucket: "de-c2w2lab1-000000000000-solution",
      Key: "src/etl/consumer_Solution.ts",
    });
    expect(await Body?.transformToString()).to.equal("// the solution\n");
  });
  it("are tagged with the lab and the learner, through the stack too", async () => {
    const { Tags = [] } = await new Kinesis({}).listTagsForStream({ StreamName: "de-c2w2lab1-kinesis-data-stream" });
    const role = await new IAM({}).getRole({ RoleName: "de-c2w2lab1-firehose-role" });
    for (const tags of [Tags, role.Role?.Tags ?? []])
      expect(tags).to.deep.include.members([
        { Key: "lab", Value: "01-streaming-ingestion" },
        { Key: "learner", Value: "root" },
      ]);
  });
  it("let a learner's Firehose start in a cloud that checks roles", async () => {
    await createS3Bucket({ bucketName: "de-c2w2lab1-000000000000-usa", region: "us-east-1" });
    await createKinesisFirehose({
      firehoseName: "de-c2w2lab1-firehose-usa",
      streamName: "de-c2w2lab1-kinesis-data-stream",
      bucketName: "de-c2w2lab1-000000000000-usa",
      roleName: "de-c2w2lab1-firehose-role",
      logGroup: "de-c2w2lab1-firehose-usa-log-group",
      logStream: "de-c2w2lab1-usa-firehose-log-stream",
      accountId: "000000000000",
      region: "us-east-1",
    });
    await lab.cloud.clock.advance(120);
    expect(await isFirehoseReady({ firehoseName: "de-c2w2lab1-firehose-usa" })).to.equal(true);
  });
  it("reach a cloud that isn't in the environment", async () => {
    const { endpoint, region, credentials } = lab.cloud;
    process.env["AWS_ENDPOINT_URL"] = "http://127.0.0.1:9";
    try {
      await applyGivens({ connection: { endpoint, region, credentials } });
    } finally {
      process.env["AWS_ENDPOINT_URL"] = endpoint;
    }
    expect(lab.getCalls("UpdateStack")).to.have.length(1);
  });
});

describe("the given resources of lab 01, while the clock runs", () => {
  const lab = useLabCloud({ iam: "on", speed: 100 });
  captureOutput();
  const SOURCE = "de-c2w2lab1-kinesis-data-stream";
  const apply = async (): Promise<string[]> => {
    const lines: string[] = [];
    await applyGivens({ say: (line) => lines.push(line) });
    return lines;
  };

  it("skip what others have created, and create the rest", async () => {
    await createKinesisDataStream({ streamName: SOURCE, shardCount: 1 });
    expect(await apply())
      .to.include(`Data stream ${SOURCE}: there already`)
      .and.include("IAM role de-c2w2lab1-firehose-role: created");
    expect(lab.getCalls("CreateStream")).to.have.length(1);
  });
  it("are created again after somebody deleted them", async () => {
    for (let round = 0; round < 2; round += 1) {
      await deleteKinesisDataStream({ streamName: SOURCE });
      await lab.cloud.clock.advance(5);
      expect(await apply())
        .to.include(`Data stream ${SOURCE}: created`)
        .and.include("IAM role de-c2w2lab1-firehose-role: there already");
      expect(await isStreamReady({ streamName: SOURCE })).to.equal(true);
    }
  });
});

describe("the given resources of lab 01 at the account's shard limit", () => {
  const lab = useLabCloud({ iam: "on", speed: 100, shardQuota: 2 });
  captureOutput();
  const SOURCE = "de-c2w2lab1-kinesis-data-stream";

  it("report AWS's reason and what to do, and create everything once there is capacity", async () => {
    await createKinesisDataStream({ streamName: "others", shardCount: 1 });
    const failed = await catchFailure(applyGivens());
    expect(failed).to.match(/^The stack de-c2w2lab1-given is ROLLBACK_COMPLETE\. SourceStream: .* shard limit .*$/);
    expect(explainError(new Error(failed))).to.match(
      /^You've reached an AWS quota: The stack .* SourceStream: This request would exceed .* Delete what you no longer need/,
    );
    await deleteKinesisDataStream({ streamName: "others" });
    await lab.cloud.clock.advance(5);
    await applyGivens();
    expect(await isStreamReady({ streamName: SOURCE })).to.equal(true);
  });
  it("report no earlier failure again if somebody else has created the failed resource", async () => {
    await deleteKinesisDataStream({ streamName: SOURCE });
    await lab.cloud.clock.advance(5);
    await createKinesisDataStream({ streamName: "others", shardCount: 1 });
    expect(await catchFailure(applyGivens())).to.match(/ UPDATE_ROLLBACK_COMPLETE\. SourceStream: .* shard limit .*$/);
    await createKinesisDataStream({ streamName: SOURCE, shardCount: 1 });
    const lines: string[] = [];
    await applyGivens({ say: (line) => lines.push(line) });
    expect(lines).to.include(`Data stream ${SOURCE}: there already`);
  });
});

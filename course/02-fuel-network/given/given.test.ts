import { Glue } from "@aws-sdk/client-glue";
import { IAM } from "@aws-sdk/client-iam";
import { SQS } from "@aws-sdk/client-sqs";
import { expect } from "chai";
import { createS3Bucket } from "../../../src/aws/create-s3-bucket";
import { deleteFuelNetwork } from "../../../src/aws/delete-fuel-network";
import { deleteS3Bucket } from "../../../src/aws/delete-s3-bucket";
import { listFuelNetwork } from "../../../src/aws/list-fuel-network";
import { queueUrl } from "../../../src/queues/queue-url";
import { captureOutput } from "../../../src/testing/capture-output";
import { useLabCloud } from "../../../src/testing/use-lab-cloud";
import { applyGivens } from "./index";
import { getBucketName, DATABASE, FAILURES_QUEUE, QUEUE } from "./names";

const BUCKET = getBucketName("000000000000");

/** Applies the givens. @returns the lines that it reports */
async function apply(): Promise<string[]> {
  const lines: string[] = [];
  await applyGivens({ say: (line) => lines.push(line) });
  return lines;
}

const listExisting = async () =>
  (await listFuelNetwork({ bucketName: BUCKET, database: DATABASE })).map(({ kind, name }) => ({ kind, name }));

describe("the given resources of lab 02", () => {
  const lab = useLabCloud({ iam: "on" });
  captureOutput();

  it("set up the bucket, the table, the queues and the roles", async () => {
    expect((await apply()).every((line) => line.endsWith(": created"))).to.equal(true);
    await lab.cloud.clock.advance(10);
    expect(await listExisting()).to.deep.equal([
      { kind: "S3 bucket", name: "consumption-bucket-000000000000-918" },
      { kind: "SQS queue", name: "Fuel_Planning_Failures" },
      { kind: "SQS queue", name: "Fuel_Planning_Queue" },
      { kind: "Glue database", name: "conversion" },
    ]);
    const { Table } = await new Glue({}).getTable({ DatabaseName: "conversion", Name: "conversion_table" });
    expect(Table?.PartitionKeys ?? []).to.deep.equal([]);
    expect(Table?.StorageDescriptor?.Columns?.map(({ Name, Type }) => `${Name} ${Type}`)).to.deep.equal([
      "station_id string",
      "fuel_tank1_level string",
      "fuel_tank2_level string",
      "fuel_tank3_level string",
      "fuel_tank4_level string",
      "fuel_tank5_level string",
      "event_timestamp bigint",
    ]);
    for (const [name, service] of [
      ["LabStack-FuelNetwork-KinesisFirehoseRole", "firehose"],
      ["LabStack-FuelNetwork-LambdaRole", "lambda"],
      ["LabStack-FuelNetwork-SchedulerRole", "scheduler"],
    ] as const) {
      const { Role } = await new IAM({}).getRole({ RoleName: name });
      expect(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? "")).to.contain(`${service}.amazonaws.com`);
    }
  });
  it("can be set up again: what exists stays", async () => {
    const lines = await apply();
    expect(lines).to.have.length(8);
    expect(lines.every((line) => line.endsWith(": there already"))).to.equal(true);
  });
  it("include the queue's URL", async () => {
    expect(await queueUrl({ queueName: QUEUE })).to.equal(`${lab.cloud.endpoint}/000000000000/Fuel_Planning_Queue`);
    await new SQS({}).deleteQueue({ QueueUrl: await queueUrl({ queueName: QUEUE }) });
  });
  it("reach a cloud that isn't in the environment", async () => {
    const { endpoint, region, credentials } = lab.cloud;
    process.env["AWS_ENDPOINT_URL"] = "http://127.0.0.1:9";
    try {
      await applyGivens({ connection: { endpoint, region, credentials } });
    } finally {
      process.env["AWS_ENDPOINT_URL"] = endpoint;
    }
    expect(lab.getCalls("GetDatabase").length).to.be.greaterThan(0);
  });
});

describe("the given resources of lab 02, while the clock runs", () => {
  const lab = useLabCloud({ iam: "on", speed: 200 });
  captureOutput();

  it("skip what others have created, and create the rest", async () => {
    await createS3Bucket({ bucketName: BUCKET, region: "us-east-1" });
    expect(await apply())
      .to.include(`Bucket ${BUCKET}: there already`)
      .and.include("Queue Fuel_Planning_Queue: created");
    expect(lab.getCalls("CreateBucket")).to.have.length(1);
  });
  it("are gone after the clean-up, and come back, the queue after the minute that SQS requires", async () => {
    await deleteFuelNetwork({ database: DATABASE, queueNames: [QUEUE, FAILURES_QUEUE] });
    await deleteS3Bucket({ bucketName: BUCKET });
    expect(await listExisting()).to.deep.equal([]);
    expect(await apply())
      .to.include("Queue Fuel_Planning_Queue: created")
      .and.include("Glue table conversion_table: created")
      .and.include("IAM role LabStack-FuelNetwork-LambdaRole: there already");
    // Measured from the DeleteQueue call of the clean-up, however long the clean-up's other steps took.
    const deletedAt = lab.getCalls("DeleteQueue")[0]?.at ?? NaN;
    expect(lab.cloud.clock.now() - deletedAt).to.be.at.least(60_000);
    expect(await listExisting()).to.have.length(4);
  });
});

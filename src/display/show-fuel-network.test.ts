import { Firehose } from "@aws-sdk/client-firehose";
import { IAM } from "@aws-sdk/client-iam";
import { S3 } from "@aws-sdk/client-s3";
import { SQS } from "@aws-sdk/client-sqs";
import { expect } from "chai";
import { createS3Bucket } from "../aws/create-s3-bucket";
import { tryCreateFirehose } from "../aws/try-create-firehose";
import { deployFunction } from "../functions/deploy-function";
import { captureOutput } from "../testing/capture-output";
import { useLabCloud } from "../testing/use-lab-cloud";
import { showFuelNetwork } from "./show-fuel-network";
import { readDrawing, useDisplay } from "./testing/use-display";

describe("showFuelNetwork", () => {
  // The query covers the last two weeks.
  const lab = useLabCloud({ startAt: new Date().toISOString() });
  const display = useDisplay();
  const output = captureOutput();
  const names = { firehoseName: "fire", bucketName: "network", queueName: "trucks" };

  it("shows what doesn't exist yet", async () => {
    await showFuelNetwork(names);
    const text = display.shown[0]?.bundle["text/plain"];
    const { svg } = readDrawing(display.shown[0]);
    expect(String(text).split("\n")).to.deep.equal([
      "GasStationApp (not there yet) → fire (not there yet): 0 readings",
      "fire (not there yet) → network (not there yet): 0 readings",
      "network (not there yet) → FuelPlanningApp (not there yet): Athena",
      "FuelPlanningApp (not there yet) → trucks (not there yet): 0 messages",
      "trucks (not there yet) → FuelTruckApp (not there yet): 0 trucks",
    ]);
    // Six boxes and five arrows.
    expect(svg.match(/stroke-dasharray/g)).to.have.length(11);
  });
  it("counts what is in each part, and what passed along each arrow", async () => {
    await createS3Bucket({ bucketName: "network", region: "us-east-1" });
    await tryCreateFirehose({
      DeliveryStreamName: "fire",
      ExtendedS3DestinationConfiguration: {
        BucketARN: "arn:aws:s3:::network",
        RoleARN: "arn:aws:iam::000000000000:role/any",
        Prefix: "station-data/",
        BufferingHints: { SizeInMBs: 1, IntervalInSeconds: 60 },
      },
    });
    await lab.cloud.clock.advance(10);
    for (const text of ["{}", "{}"])
      await new Firehose({}).putRecord({ DeliveryStreamName: "fire", Record: { Data: Buffer.from(text) } });
    await new S3({}).putObject({
      Bucket: "network",
      Key: "errormetadata-extraction-failed/x",
      Body: '{"rawData":"e30="}\n',
    });
    const { QueueUrl } = await new SQS({}).createQueue({ QueueName: "trucks" });
    await new SQS({}).sendMessage({ QueueUrl, MessageBody: "9" });
    await lab.cloud.clock.advance(120);
    await showFuelNetwork(names);
    const text = display.shown[0]?.bundle["text/plain"];
    const { svg } = readDrawing(display.shown[0]);
    expect(
      String(text)
        .split("\n")
        .map((line) => line.replaceAll(" (not there yet)", "")),
    ).to.deep.equal([
      "GasStationApp → fire (not converted): 2 readings",
      "fire (not converted) → network (1 object, 1 failed): 2 readings",
      "network (1 object, 1 failed) → FuelPlanningApp: Athena",
      "FuelPlanningApp → trucks (1 waiting, 0 in flight): 1 message",
      "trucks (1 waiting, 0 in flight) → FuelTruckApp: 0 trucks",
    ]);
    for (const part of ["2 readings", "1 object, 1 failed", "1 waiting, 0 in flight", "1 message"])
      expect(svg).to.contain(`>${part}<`);
  });
  it("reports connections that differ from the plan", async () => {
    await showFuelNetwork({ ...names, bucketName: "elsewhere" });
    expect(output.getText()).to.contain("⚠ fire writes to network, not to elsewhere.");
  });
  it("names the function with a different name in its environment", async () => {
    await new IAM({}).createRole({
      RoleName: "any",
      AssumeRolePolicyDocument: JSON.stringify({
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }],
      }),
    });
    await deployFunction({
      functionName: "GasStationApp",
      file: "src/fuel/gas-station-app.ts",
      roleName: "any",
      environment: { delivery_stream: "SI-Firehouse" },
      timeoutSeconds: 30,
    });
    await showFuelNetwork(names);
    expect(output.getText()).to.contain(
      "⚠ GasStationApp has delivery_stream = SI-Firehouse, not fire. Run the cell that deploys it again.",
    );
  });
});

import { expect } from "chai";
import { createResourceTemplate } from "../../cloudformation/testing/resource-template";
import { useStacks } from "../../cloudformation/testing/use-stacks";

const trust = {
  Statement: [{ Effect: "Allow", Principal: { Service: "firehose.amazonaws.com" }, Action: "sts:AssumeRole" }],
};
const beside = {
  Out: { Type: "AWS::S3::Bucket", Properties: { BucketName: "out" } },
  In: { Type: "AWS::Kinesis::Stream", Properties: { Name: "in" } },
  Role: { Type: "AWS::IAM::Role", Properties: { AssumeRolePolicyDocument: trust } },
};
const createDestination = (more: object): object => ({
  BucketARN: { "Fn::GetAtt": ["Out", "Arn"] },
  RoleARN: { "Fn::GetAtt": ["Role", "Arn"] },
  ...more,
});

describe("AWS::KinesisFirehose::DeliveryStream", () => {
  const cloud = useStacks({ iam: "on" });
  const createTemplate = (more: object, properties: object = { DeliveryStreamName: "to-s3" }): object =>
    createResourceTemplate(
      "AWS::KinesisFirehose::DeliveryStream",
      { ...properties, ExtendedS3DestinationConfiguration: createDestination(more) },
      { beside, attributes: ["Arn"] },
    );
  const readDescription = async () =>
    (await cloud.firehose.describeDeliveryStream({ DeliveryStreamName: "to-s3" })).DeliveryStreamDescription;

  it("returns name and ARN (SVC-019)", async () => {
    const source = { KinesisStreamARN: { "Fn::GetAtt": ["In", "Arn"] }, RoleARN: { "Fn::GetAtt": ["Role", "Arn"] } };
    await cloud.deploy(
      createTemplate(
        {},
        {
          DeliveryStreamName: "to-s3",
          DeliveryStreamType: "KinesisStreamAsSource",
          KinesisStreamSourceConfiguration: source,
        },
      ),
    );
    expect(await cloud.readOutputs()).to.deep.equal({
      Ref: "to-s3",
      Arn: "arn:aws:firehose:us-east-1:000000000000:deliverystream/to-s3",
    });
    expect((await readDescription())?.Source?.KinesisStreamSourceDescription?.KinesisStreamARN).to.equal(
      "arn:aws:kinesis:us-east-1:000000000000:stream/in",
    );
  });

  it("is changed without replacement, accepts numbers as texts, and is deleted with its stack", async () => {
    await cloud.deploy(createTemplate({ BufferingHints: { IntervalInSeconds: "60", SizeInMBs: 5 }, Prefix: "a/" }));
    await cloud.update(createTemplate({ BufferingHints: { IntervalInSeconds: 120, SizeInMBs: "5" }, Prefix: "b/" }));
    const [now] = (await readDescription())?.Destinations ?? [];
    expect(now?.ExtendedS3DestinationDescription).to.deep.include({
      Prefix: "b/",
      BufferingHints: { IntervalInSeconds: 120, SizeInMBs: 5 },
    });
    await cloud.remove();
    expect((await cloud.firehose.listDeliveryStreams({})).DeliveryStreamNames).to.deep.equal([]);
  });

  it("fails if somebody deletes it before its update is complete", async () => {
    await cloud.deploy(createTemplate({ Prefix: "a/" }));
    await cloud.cfn.updateStack({
      StackName: "lab",
      TemplateBody: JSON.stringify(createTemplate({ Prefix: "b/" })),
      Capabilities: ["CAPABILITY_NAMED_IAM"],
    });
    while (!(await cloud.readEvents()).includes("It UPDATE_IN_PROGRESS")) await cloud.advance(0.01);
    await cloud.firehose.deleteDeliveryStream({ DeliveryStreamName: "to-s3" });
    // Without a delivery stream there is none to change back, either.
    expect((await cloud.waitUntilSettled()).StackStatus).to.equal("UPDATE_ROLLBACK_FAILED");
    expect(await cloud.readEvents()).to.include("It UPDATE_FAILED");
    expect((await cloud.remove()).StackStatus).to.equal("DELETE_COMPLETE");
  });

  it("fails with Firehose's own words (SVC-021)", async () => {
    expect((await cloud.deploy(createTemplate({ Prefix: "year=!{timestamp:yyyy}/!{nonsense}" }))).StackStatus).to.equal(
      "ROLLBACK_COMPLETE",
    );
    expect((await cloud.readReasons())["It CREATE_FAILED"])
      .to.match(/^Resource handler returned message: ".+ \(Service: Firehose, Status Code: 400, Request ID: /)
      .and.to.contain("HandlerErrorCode: InvalidRequest");
  });
});

import { expect } from "chai";
import { createResourceTemplate } from "../../cloudformation/testing/resource-template";
import { useStacks } from "../../cloudformation/testing/use-stacks";

describe("AWS::S3::Bucket", () => {
  const cloud = useStacks();
  const createTemplate = (properties: object): object =>
    createResourceTemplate("AWS::S3::Bucket", properties, {
      attributes: ["Arn", "DomainName", "DualStackDomainName", "RegionalDomainName", "WebsiteURL"],
    });
  const listBuckets = async () => (await cloud.s3.listBuckets({})).Buckets?.map(({ Name }) => Name) ?? [];

  it("returns name, ARN and URLs (SVC-019)", async () => {
    await cloud.deploy(createTemplate({ BucketName: "trips-raw" }));
    expect(await cloud.readOutputs()).to.deep.equal({
      Ref: "trips-raw",
      Arn: "arn:aws:s3:::trips-raw",
      DomainName: "trips-raw.s3.amazonaws.com",
      DualStackDomainName: "trips-raw.s3.dualstack.us-east-1.amazonaws.com",
      RegionalDomainName: "trips-raw.s3.us-east-1.amazonaws.com",
      WebsiteURL: "http://trips-raw.s3-website-us-east-1.amazonaws.com",
    });
  });

  it("accepts AWS's default settings, and rejects other unsupported ones by name", async () => {
    const usual = {
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
    };
    expect((await cloud.deploy(createTemplate(usual))).StackStatus).to.equal("CREATE_COMPLETE");
    await cloud.deploy(createTemplate({ AccelerateConfiguration: { AccelerationStatus: "Enabled" } }), {
      StackName: "other",
    });
    expect((await cloud.readReasons("other"))["It CREATE_FAILED"]).to.equal(
      "Properties validation failed for resource It with message:\n#: the lab cloud does not emulate the property [AccelerateConfiguration]; leave it out",
    );
  });

  it("gets new tags in place, and is replaced for a new name", async () => {
    await cloud.deploy(createTemplate({ BucketName: "trips-raw", Tags: [{ Key: "a", Value: "1" }] }));
    await cloud.update(createTemplate({ BucketName: "trips-raw", Tags: [{ Key: "b", Value: "2" }] }));
    expect((await cloud.s3.getBucketTagging({ Bucket: "trips-raw" })).TagSet).to.deep.equal([{ Key: "b", Value: "2" }]);
    await cloud.update(createTemplate({ BucketName: "trips-2" }));
    expect(await listBuckets()).to.deep.equal(["trips-2"]);
  });

  it("isn't deleted while it contains objects, and neither is its stack (SVC-016)", async () => {
    await cloud.deploy(createTemplate({ BucketName: "trips-raw" }));
    await cloud.s3.putObject({ Bucket: "trips-raw", Key: "a", Body: "x" });
    const stack = await cloud.remove();
    expect(stack).to.include({
      StackStatus: "DELETE_FAILED",
      StackStatusReason: "The following resource(s) failed to delete: [It]. ",
    });
    expect((await cloud.readReasons())["It DELETE_FAILED"]).to.match(
      /^Resource handler returned message: "The bucket you tried to delete is not empty \(Service: S3, Status Code: 409, Request ID: [0-9a-f-]{36}\)" \(RequestToken: [0-9a-f-]{36}, HandlerErrorCode: GeneralServiceException\)$/,
    );
    expect(await listBuckets()).to.deep.equal(["trips-raw"]);
  });

  it("is rolled back with its stack if one of its settings is rejected", async () => {
    const Queue = "arn:aws:sqs:us-east-1:000000000000:none";
    const NotificationConfiguration = { QueueConfigurations: [{ Event: "s3:ObjectCreated:*", Queue }] };
    const stack = await cloud.deploy(createTemplate({ BucketName: "trips-raw", NotificationConfiguration }));
    expect(stack.StackStatus).to.equal("ROLLBACK_COMPLETE");
    expect(await listBuckets()).to.deep.equal([]);
  });

  it("doesn't take over a bucket of another owner", async () => {
    await cloud.s3.createBucket({ Bucket: "trips-raw" });
    expect((await cloud.deploy(createTemplate({ BucketName: "trips-raw" }))).StackStatus).to.equal("ROLLBACK_COMPLETE");
    expect((await cloud.readReasons())["It CREATE_FAILED"]).to.contain("HandlerErrorCode: AlreadyExists");
    expect(await listBuckets()).to.deep.equal(["trips-raw"]);
  });
});

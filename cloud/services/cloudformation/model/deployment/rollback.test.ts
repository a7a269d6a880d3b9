import { SQS } from "@aws-sdk/client-sqs";
import { expect } from "chai";
import { catchFault } from "../../../../testing/use-cloud";
import { useStacks } from "../../testing/use-stacks";

const createStream = (properties: object = {}, more: object = {}): object => ({
  Type: "AWS::Kinesis::Stream",
  Properties: properties,
  ...more,
});
const createBucket = (name: string, more: object = {}): object => ({
  Type: "AWS::S3::Bucket",
  Properties: { BucketName: name },
  ...more,
});
const createQueue = (properties: object, more: object = {}): object => ({
  Type: "AWS::SQS::Queue",
  Properties: properties,
  ...more,
});
/** S3 allows no bucket of this name. */
const BAD = "Not_A_Bucket";

describe("failed stack creations", () => {
  const cloud = useStacks();
  const listBuckets = async () => (await cloud.s3.listBuckets({})).Buckets?.map(({ Name }) => Name) ?? [];
  const listStreams = async () => (await cloud.kinesis.listStreams({})).StreamNames;

  it("are rolled back, and then can only be deleted (SVC-015, SVC-013)", async () => {
    const stack = await cloud.deploy({
      Resources: { Good: createBucket("good"), Trips: createStream(), Bad: createBucket(BAD, { DependsOn: "Good" }) },
    });
    expect(stack.StackStatus).to.equal("ROLLBACK_COMPLETE");
    expect(await listBuckets()).to.deep.equal([]);
    expect(await listStreams()).to.deep.equal([]);
    const reasons = await cloud.readReasons();
    expect(reasons["Bad CREATE_FAILED"]).to.contain("Service: S3, Status Code: 400");
    expect(reasons["Trips CREATE_FAILED"]).to.equal("Resource creation cancelled");
    expect(reasons["lab ROLLBACK_IN_PROGRESS"]).to.match(
      /^The following resource\(s\) failed to create: \[(?:Trips, Bad|Bad, Trips)\]\. Rollback requested by user\.$/,
    );
    expect(await catchFault(cloud.update({ Resources: { Good: createBucket("good") } }))).to.include({
      name: "ValidationError",
      message: `Stack:${stack.StackId} is in ROLLBACK_COMPLETE state and can not be updated.`,
    });
    expect((await cloud.remove()).StackStatus).to.equal("DELETE_COMPLETE");
  });

  it("stay as they are without rollback, and can be repaired by an update", async () => {
    const stack = await cloud.deploy(
      { Resources: { Good: createBucket("good"), Bad: createBucket(BAD, { DependsOn: "Good" }) } },
      { DisableRollback: true },
    );
    expect(stack).to.include({
      StackStatus: "CREATE_FAILED",
      StackStatusReason: "The following resource(s) failed to create: [Bad]. ",
    });
    expect(await listBuckets()).to.deep.equal(["good"]);
    expect(
      (
        await cloud.update({
          Resources: { Good: createBucket("good"), Bad: createBucket("better", { DependsOn: "Good" }) },
        })
      ).StackStatus,
    ).to.equal("UPDATE_COMPLETE");
    expect(await listBuckets()).to.have.members(["good", "better"]);
  });

  it("are deleted if requested", async () => {
    const { StackId } = await cloud.cfn.createStack({
      StackName: "lab",
      TemplateBody: JSON.stringify({ Resources: { Bad: createBucket(BAD) } }),
      OnFailure: "DELETE",
    });
    expect((await cloud.waitUntilSettled(StackId)).StackStatus).to.equal("DELETE_COMPLETE");
    const both = await catchFault(
      cloud.cfn.createStack({
        StackName: "lab",
        TemplateBody: JSON.stringify({ Resources: { Bad: createBucket(BAD) } }),
        OnFailure: "DELETE",
        DisableRollback: true,
      }),
    );
    expect(both.message).to.equal("You cannot specify both DisableRollback and OnFailure");
  });

  it("retain resources with a deletion policy, unless the policy excepts creation", async () => {
    await cloud.deploy({
      Resources: {
        Kept: createBucket("kept", { DeletionPolicy: "Retain" }),
        Gone: createBucket("gone", { DeletionPolicy: "RetainExceptOnCreate" }),
        Bad: createBucket(BAD, { DependsOn: ["Kept", "Gone"] }),
      },
    });
    expect(await listBuckets()).to.deep.equal(["kept"]);
  });

  it("time out", async () => {
    const { StackId } = await cloud.cfn.createStack({
      StackName: "lab",
      TemplateBody: JSON.stringify({
        Resources: Object.fromEntries(
          Array.from({ length: 60 }, (_none, index) => [`S${index}`, createStream({ ShardCount: 9 })]),
        ),
      }),
      TimeoutInMinutes: 1,
    });
    expect((await cloud.waitUntilSettled(StackId)).StackStatus).to.equal("ROLLBACK_COMPLETE");
    expect(await listStreams()).to.deep.equal([]);
  });
});

describe("failed stack updates", () => {
  const cloud = useStacks();
  const listBuckets = async () => (await cloud.s3.listBuckets({})).Buckets?.map(({ Name }) => Name) ?? [];
  const listShards = async (StreamName: string) =>
    (await cloud.kinesis.describeStreamSummary({ StreamName })).StreamDescriptionSummary?.OpenShardCount;
  const listQueues = async () =>
    (await cloud.createClient(SQS).listQueues({})).QueueUrls?.map((url) => url.split("/").pop()) ?? [];

  it("restore changed, replaced, added and removed resources", async () => {
    const before = {
      Resources: {
        Trips: createStream({ Name: "trips", ShardCount: 1 }),
        Jobs: createQueue({ QueueName: "jobs" }),
        Old: createBucket("old"),
      },
      Outputs: { Queue: { Value: { "Fn::GetAtt": ["Jobs", "QueueName"] } } },
    };
    await cloud.deploy(before);
    const stack = await cloud.update({
      Resources: {
        Trips: createStream({ Name: "trips", ShardCount: 2 }),
        Jobs: createQueue({ QueueName: "other" }),
        New: createBucket("new"),
        Bad: createBucket(BAD, { DependsOn: ["Trips", "Jobs", "New"] }),
      },
      Outputs: { Queue: { Value: "changed" } },
    });
    expect(stack.StackStatus).to.equal("UPDATE_ROLLBACK_COMPLETE");
    expect(await listShards("trips")).to.equal(1);
    expect(await listQueues()).to.deep.equal(["jobs"]);
    expect(await listBuckets()).to.deep.equal(["old"]);
    expect(await cloud.readOutputs()).to.deep.equal({ Queue: "jobs" });
    expect((await cloud.readReasons())["lab UPDATE_ROLLBACK_IN_PROGRESS"]).to.equal(
      "The following resource(s) failed to create: [Bad]. ",
    );
    const events = await cloud.readEvents();
    expect(events.filter((event) => event.startsWith("Bad")).at(-1)).to.equal("Bad DELETE_COMPLETE");
    expect(events.filter((event) => event.startsWith("lab"))).to.deep.equal([
      "lab CREATE_IN_PROGRESS",
      "lab CREATE_COMPLETE",
      "lab UPDATE_IN_PROGRESS",
      "lab UPDATE_ROLLBACK_IN_PROGRESS",
      "lab UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS",
      "lab UPDATE_ROLLBACK_COMPLETE",
    ]);
    expect((await catchFault(cloud.update(before))).message).to.equal("No updates are to be performed.");
  });

  it("don't replace resources with a name set in the template", async () => {
    await cloud.deploy({ Resources: { Jobs: createQueue({ QueueName: "jobs.fifo", FifoQueue: true }) } });
    await cloud.update({ Resources: { Jobs: createQueue({ QueueName: "jobs.fifo" }) } });
    expect((await cloud.readReasons())["Jobs UPDATE_FAILED"]).to.equal(
      "CloudFormation cannot update a stack when a custom-named resource requires replacing. Rename jobs.fifo and update the stack again.",
    );
  });

  it("can get stuck while rolling back, and continue once the obstacle is gone", async () => {
    await cloud.deploy({ Resources: { Raw: createBucket("raw") } });
    const Raw = { Type: "AWS::S3::Bucket", Properties: { BucketName: "raw", Tags: [{ Key: "a", Value: "1" }] } };
    await cloud.cfn.updateStack({
      StackName: "lab",
      TemplateBody: JSON.stringify({
        Resources: { Raw, Trips: createStream(), Bad: createBucket(BAD, { DependsOn: ["Trips", "Raw"] }) },
      }),
    });
    await cloud.advance(0.3);
    // Somebody deletes the bucket that the rollback must return to.
    await cloud.s3.deleteBucket({ Bucket: "raw" });
    expect((await cloud.waitUntilSettled()).StackStatus).to.equal("UPDATE_ROLLBACK_FAILED");
    await cloud.s3.createBucket({ Bucket: "raw" });
    await cloud.cfn.continueUpdateRollback({ StackName: "lab" });
    expect((await cloud.waitUntilSettled()).StackStatus).to.equal("UPDATE_ROLLBACK_COMPLETE");
  });
});

describe("stack deletions", () => {
  const cloud = useStacks();
  const listBuckets = async () => (await cloud.s3.listBuckets({})).Buckets?.map(({ Name }) => Name) ?? [];

  it("keep and report retained resources", async () => {
    await cloud.deploy({
      Resources: { Kept: createBucket("kept", { DeletionPolicy: "Retain" }), Gone: createBucket("gone") },
    });
    const { StackId } = await cloud.remove();
    expect(await listBuckets()).to.deep.equal(["kept"]);
    expect(await cloud.readEvents(StackId)).to.include("Kept DELETE_SKIPPED");
  });

  it("can be retried without the resources that can't be deleted", async () => {
    await cloud.deploy({ Resources: { Full: createBucket("full"), Empty: createBucket("empty") } });
    const tooEarly = await catchFault(cloud.cfn.deleteStack({ StackName: "lab", RetainResources: ["Full"] }));
    expect(tooEarly.message).to.contain("RetainResources is only valid for stacks in the DELETE_FAILED state");
    await cloud.s3.putObject({ Bucket: "full", Key: "a", Body: "x" });
    expect((await cloud.remove()).StackStatus).to.equal("DELETE_FAILED");
    expect(await listBuckets()).to.deep.equal(["full"]);
    const { StackId } = await cloud.waitUntilSettled();
    await cloud.cfn.deleteStack({ StackName: "lab", RetainResources: ["Full"] });
    expect((await cloud.waitUntilSettled(StackId)).StackStatus).to.equal("DELETE_COMPLETE");
    expect(await listBuckets()).to.deep.equal(["full"]);
    await cloud.s3.deleteObject({ Bucket: "full", Key: "a" });
  });

  it("stop a stack during creation, and leave nothing behind", async () => {
    const { StackId } = await cloud.cfn.createStack({
      StackName: "lab",
      TemplateBody: JSON.stringify({
        Resources: { Trips: createStream(), After: createBucket("after", { DependsOn: "Trips" }) },
      }),
    });
    await cloud.advance(0.3);
    await cloud.cfn.deleteStack({ StackName: "lab" });
    expect((await cloud.waitUntilSettled(StackId)).StackStatus).to.equal("DELETE_COMPLETE");
    expect(await listBuckets()).to.deep.equal([]);
    expect((await cloud.kinesis.listStreams({})).StreamNames).to.deep.equal([]);
  });

  it("drop the stack's record after 90 days, as AWS does", async () => {
    await cloud.deploy({ Resources: { B: createBucket("b") } });
    const { StackId } = await cloud.remove();
    await cloud.advance(89 * 86_400);
    expect((await cloud.cfn.describeStacks({ StackName: StackId })).Stacks?.[0]?.StackStatus).to.equal(
      "DELETE_COMPLETE",
    );
    await cloud.advance(2 * 86_400);
    expect((await catchFault(cloud.cfn.describeStacks({ StackName: StackId }))).message).to.equal(
      `Stack with id ${StackId} does not exist`,
    );
  });
});

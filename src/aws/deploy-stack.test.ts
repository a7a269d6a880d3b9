import { S3 } from "@aws-sdk/client-s3";
import { expect } from "chai";
import { captureOutput } from "../testing/capture-output";
import { catchFailure } from "../testing/catch-failure";
import { useLabCloud } from "../testing/use-lab-cloud";
import { deleteS3Bucket } from "./delete-s3-bucket";
import { deleteStack, deployStack, stackEvents, getStackStatus } from "./deploy-stack";
import { listDeliveryCosts } from "./list-delivery-costs";

const createStream = (Name: string, ShardCount = 1) => ({
  Type: "AWS::Kinesis::Stream",
  Properties: { Name, ShardCount },
});
const createBucket = (BucketName: string) => ({ Type: "AWS::S3::Bucket", Properties: { BucketName } });

describe("deployStack and deleteStack", () => {
  useLabCloud();
  const output = captureOutput();

  it("create what the template describes, and apply later changes", async () => {
    await deployStack({ stackName: "ada", template: { Resources: { In: createStream("ada-in") } } });
    await deployStack({
      stackName: "ada",
      template: {
        Resources: { In: createStream("ada-in"), Out: createStream("ada-out", 2), Bucket: createBucket("ada-bucket") },
      },
    });
    expect(output.getText()).to.include("CREATE_COMPLETE").and.to.include("UPDATE_COMPLETE");
    expect((await stackEvents({ stackName: "ada" })).map(({ resource }) => resource)).to.include.members(["In", "Out"]);
    const { costs, total } = await listDeliveryCosts({ prefix: "ada-" });
    expect(costs.map(({ name, shards }) => [name, shards])).to.deep.equal([
      ["ada-in", 1],
      ["ada-out", 2],
      ["ada-bucket", undefined],
    ]);
    expect(total).to.be.closeTo(0.045, 1e-9);
  });
  it("report that there is nothing to change if the template is the same", async () => {
    await deployStack({ stackName: "same", template: { Resources: { In: createStream("same") } } });
    await deployStack({ stackName: "same", template: { Resources: { In: createStream("same") } } });
    expect(output.getText()).to.include("Stack same: there is nothing to change.");
  });
  it("give AWS's reason if a resource fails, and continue from there with a corrected template", async () => {
    const wrong = { Resources: { In: createStream("of two words") } };
    expect(await catchFailure(deployStack({ stackName: "failing", template: wrong }))).to.match(/In: .*StreamName/i);
    await deployStack({ stackName: "failing", template: { Resources: { In: createStream("of-three-words") } } });
    expect(await getStackStatus("failing")).to.equal("CREATE_COMPLETE");
  });
  it("print the lines that delete the stack if a resource with its own name would have to be replaced", async () => {
    const createQueue = (fifo: object) => ({
      Type: "AWS::SQS::Queue",
      Properties: { QueueName: "jobs.fifo", ...fifo },
    });
    const Bucket = createBucket("jobs-bucket");
    await deployStack({
      stackName: "jobs",
      template: { Resources: { Bucket, Jobs: createQueue({ FifoQueue: true }) } },
    });
    const changed = { Resources: { Bucket, Jobs: createQueue({}) } };
    const [says, why, ...lines] = (await catchFailure(deployStack({ stackName: "jobs", template: changed }))).split(
      "\n",
    );
    expect(says).to.match(/UPDATE_ROLLBACK_COMPLETE\. Jobs: .*custom-named resource requires replacing/);
    expect(why).to.include("Delete the stack: run this in a new cell, and then run this cell again.");
    expect(lines).to.deep.equal([
      'await deleteS3Bucket({ bucketName: "jobs-bucket" });',
      'await deleteStack({ stackName: "jobs" });',
    ]);
    await deleteS3Bucket({ bucketName: "jobs-bucket" });
    await deleteStack({ stackName: "jobs" });
    expect(await getStackStatus("jobs")).to.equal(undefined);
  });
  it("keep a bucket that isn't empty, and its stack, until the bucket is gone; then nothing costs money", async () => {
    await new S3({}).putObject({ Bucket: "ada-bucket", Key: "a", Body: "b" });
    expect(await catchFailure(deleteStack({ stackName: "ada" }))).to.match(/DELETE_FAILED.*not empty/s);
    await deleteS3Bucket({ bucketName: "ada-bucket" });
    await deleteStack({ stackName: "ada" });
    expect(await getStackStatus("ada")).to.equal(undefined);
    expect(await listDeliveryCosts({ prefix: "ada-" })).to.deep.equal({ costs: [], total: 0 });
  });
});

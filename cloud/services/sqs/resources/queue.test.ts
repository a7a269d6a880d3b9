import { SQS } from "@aws-sdk/client-sqs";
import { expect } from "chai";
import { oneResource } from "../../cloudformation/testing/one-resource";
import { useStacks } from "../../cloudformation/testing/use-stacks";

describe("AWS::SQS::Queue", () => {
  const cloud = useStacks();
  const sqs = (): SQS => cloud.client(SQS);
  const template = (properties: object, beside: object = {}): object =>
    oneResource("AWS::SQS::Queue", properties, { attributes: ["Arn", "QueueName", "QueueUrl"], beside });
  const attributes = async (QueueUrl = "") =>
    (await sqs().getQueueAttributes({ QueueUrl, AttributeNames: ["All"] })).Attributes;

  it("gives its URL, not its name (SVC-019)", async () => {
    await cloud.deploy(template({ QueueName: "jobs" }));
    const url = `${cloud.running.endpoint}/000000000000/jobs`;
    expect(await cloud.outputs()).to.deep.equal({
      Ref: url,
      QueueUrl: url,
      QueueName: "jobs",
      Arn: "arn:aws:sqs:us-east-1:000000000000:jobs",
    });
  });

  it("fails where somebody deletes the queue before its stack is done", async () => {
    const TemplateBody = JSON.stringify(template({ QueueName: "jobs" }));
    await cloud.cfn.createStack({ StackName: "lab", TemplateBody });
    await cloud.advance(0.01);
    await sqs().deleteQueue({ QueueUrl: `${cloud.running.endpoint}/000000000000/jobs` });
    expect((await cloud.settled()).StackStatus).to.equal("ROLLBACK_COMPLETE");
    expect((await cloud.reasons())["It CREATE_FAILED"]).to.include("HandlerErrorCode: NotFound");
  });

  it("is changed in place, back to what is usual, too, and goes with its stack", async () => {
    const dead = { Dead: { Type: "AWS::SQS::Queue", Properties: { QueueName: "dead" } } };
    const redrive = { deadLetterTargetArn: { "Fn::GetAtt": ["Dead", "Arn"] }, maxReceiveCount: 3 };
    await cloud.deploy(template({ QueueName: "jobs", VisibilityTimeout: "60", RedrivePolicy: redrive }, dead));
    const { Ref: url } = await cloud.outputs();
    expect(await attributes(url)).to.include({
      VisibilityTimeout: "60",
      RedrivePolicy: '{"deadLetterTargetArn":"arn:aws:sqs:us-east-1:000000000000:dead","maxReceiveCount":3}',
    });
    expect((await cloud.update(template({ QueueName: "jobs", DelaySeconds: 5 }, dead))).StackStatus).to.equal(
      "UPDATE_COMPLETE",
    );
    expect(await attributes(url))
      .to.include({ VisibilityTimeout: "30", DelaySeconds: "5" })
      .and.not.have.property("RedrivePolicy");
    await cloud.remove();
    expect((await sqs().listQueues({})).QueueUrls ?? []).to.deep.equal([]);
  });

  it("changes the tags and attributes of a FIFO queue in place", async () => {
    const properties = (VisibilityTimeout: number, tags: Readonly<Record<string, string>>) => ({
      ...{ QueueName: "jobs.fifo", FifoQueue: true, VisibilityTimeout },
      Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
    });
    await cloud.deploy(template(properties(40, { a: "1", b: "1" })));
    const { Ref: QueueUrl } = await cloud.outputs();
    expect((await cloud.update(template(properties(60, { b: "2", c: "" })))).StackStatus).to.equal("UPDATE_COMPLETE");
    expect((await sqs().listQueueTags({ QueueUrl })).Tags).to.deep.equal({ b: "2", c: "" });
    expect(await attributes(QueueUrl)).to.include({ FifoQueue: "true", VisibilityTimeout: "60" });
  });

  it("ends a generated name of a FIFO queue as SQS wants it", async () => {
    await cloud.deploy(template({ FifoQueue: true, ContentBasedDeduplication: true }));
    expect((await cloud.outputs())["QueueName"]).to.match(/^lab-It-\w{12}\.fifo$/);
  });
});

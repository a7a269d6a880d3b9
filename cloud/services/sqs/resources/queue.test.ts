import { SQS } from "@aws-sdk/client-sqs";
import { expect } from "chai";
import { createResourceTemplate } from "../../cloudformation/testing/resource-template";
import { useStacks } from "../../cloudformation/testing/use-stacks";

describe("AWS::SQS::Queue", () => {
  const cloud = useStacks();
  const createClient = (): SQS => cloud.createClient(SQS);
  const createTemplate = (properties: object, beside: object = {}): object =>
    createResourceTemplate("AWS::SQS::Queue", properties, { attributes: ["Arn", "QueueName", "QueueUrl"], beside });
  const readAttributes = async (QueueUrl = "") =>
    (await createClient().getQueueAttributes({ QueueUrl, AttributeNames: ["All"] })).Attributes;

  it("returns its URL, not its name (SVC-019)", async () => {
    await cloud.deploy(createTemplate({ QueueName: "jobs" }));
    const url = `${cloud.running.endpoint}/000000000000/jobs`;
    expect(await cloud.readOutputs()).to.deep.equal({
      Ref: url,
      QueueUrl: url,
      QueueName: "jobs",
      Arn: "arn:aws:sqs:us-east-1:000000000000:jobs",
    });
  });

  it("fails if somebody deletes the queue before its stack is done", async () => {
    const TemplateBody = JSON.stringify(createTemplate({ QueueName: "jobs" }));
    await cloud.cfn.createStack({ StackName: "lab", TemplateBody });
    await cloud.advance(0.01);
    await createClient().deleteQueue({ QueueUrl: `${cloud.running.endpoint}/000000000000/jobs` });
    expect((await cloud.waitUntilSettled()).StackStatus).to.equal("ROLLBACK_COMPLETE");
    expect((await cloud.readReasons())["It CREATE_FAILED"]).to.include("HandlerErrorCode: NotFound");
  });

  it("is updated in place, even back to defaults, and deleted with its stack", async () => {
    const dead = { Dead: { Type: "AWS::SQS::Queue", Properties: { QueueName: "dead" } } };
    const redrive = { deadLetterTargetArn: { "Fn::GetAtt": ["Dead", "Arn"] }, maxReceiveCount: 3 };
    await cloud.deploy(createTemplate({ QueueName: "jobs", VisibilityTimeout: "60", RedrivePolicy: redrive }, dead));
    const { Ref: url } = await cloud.readOutputs();
    expect(await readAttributes(url)).to.include({
      VisibilityTimeout: "60",
      RedrivePolicy: '{"deadLetterTargetArn":"arn:aws:sqs:us-east-1:000000000000:dead","maxReceiveCount":3}',
    });
    expect((await cloud.update(createTemplate({ QueueName: "jobs", DelaySeconds: 5 }, dead))).StackStatus).to.equal(
      "UPDATE_COMPLETE",
    );
    expect(await readAttributes(url))
      .to.include({ VisibilityTimeout: "30", DelaySeconds: "5" })
      .and.not.have.property("RedrivePolicy");
    await cloud.remove();
    expect((await createClient().listQueues({})).QueueUrls ?? []).to.deep.equal([]);
  });

  it("sets removed attributes as AWS's handler does (test_update_standard_queue_remove_some_properties, 2025-12-18; test_update_fifo_queue_remove_all_properties_except_queuename, 2026-01-14)", async () => {
    const named = { QueueName: "jobs.fifo", FifoQueue: true };
    const throughput = { DeduplicationScope: "messageGroup", FifoThroughputLimit: "perMessageGroupId" };
    const removed = { ContentBasedDeduplication: true, DelaySeconds: 13, MaximumMessageSize: 3232 };
    await cloud.deploy(createTemplate({ ...named, ...throughput, ...removed, SqsManagedSseEnabled: false }));
    await cloud.update(createTemplate(named));
    expect(await readAttributes((await cloud.readOutputs())["Ref"])).to.include({
      ...throughput,
      ContentBasedDeduplication: "false",
      DelaySeconds: "0",
      MaximumMessageSize: "262144",
      SqsManagedSseEnabled: "false",
    });
  });

  it("changes the tags and attributes of a FIFO queue in place", async () => {
    const createProperties = (VisibilityTimeout: number, tags: Readonly<Record<string, string>>) => ({
      ...{ QueueName: "jobs.fifo", FifoQueue: true, VisibilityTimeout },
      Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
    });
    await cloud.deploy(createTemplate(createProperties(40, { a: "1", b: "1" })));
    const { Ref: QueueUrl } = await cloud.readOutputs();
    expect((await cloud.update(createTemplate(createProperties(60, { b: "2", c: "" })))).StackStatus).to.equal(
      "UPDATE_COMPLETE",
    );
    expect((await createClient().listQueueTags({ QueueUrl })).Tags).to.deep.equal({ b: "2", c: "" });
    expect(await readAttributes(QueueUrl)).to.include({ FifoQueue: "true", VisibilityTimeout: "60" });
  });

  it("gives a FIFO queue's generated name the suffix that SQS requires", async () => {
    await cloud.deploy(createTemplate({ FifoQueue: true, ContentBasedDeduplication: true }));
    expect((await cloud.readOutputs())["QueueName"]).to.match(/^lab-It-\w{12}\.fifo$/);
  });
});

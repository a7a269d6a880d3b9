import { SQS } from "@aws-sdk/client-sqs";
import { expect } from "chai";
import { oneResource } from "../../cloudformation/testing/one-resource";
import { useStacks } from "../../cloudformation/testing/use-stacks";

describe("AWS::SQS::QueuePolicy", () => {
  const cloud = useStacks();
  const policy = (Sid: string): object => ({
    Version: "2012-10-17",
    Statement: [{ Sid, Effect: "Allow", Principal: "*", Action: "sqs:SendMessage", Resource: "*" }],
  });
  const template = (Sid: string, Queue = "Jobs"): object =>
    oneResource(
      "AWS::SQS::QueuePolicy",
      { Queues: [{ Ref: Queue }], PolicyDocument: policy(Sid) },
      {
        attributes: ["Id"],
        beside: {
          Jobs: { Type: "AWS::SQS::Queue", Properties: { QueueName: "jobs" } },
          Others: { Type: "AWS::SQS::Queue", Properties: { QueueName: "others" } },
        },
      },
    );
  const stored = async (name = "jobs") =>
    (
      await cloud
        .client(SQS)
        .getQueueAttributes({ QueueUrl: `${cloud.running.endpoint}/000000000000/${name}`, AttributeNames: ["Policy"] })
    ).Attributes?.["Policy"];

  it("is written into its queues, changed there and taken out of them", async () => {
    await cloud.deploy(template("one"));
    const { Ref: id = "", Id } = await cloud.outputs();
    expect(id).to.match(/^lab-It-\w{12}$/);
    expect(Id).to.equal(id);
    expect(JSON.parse((await stored()) ?? "")).to.deep.equal(policy("one"));
    await cloud.update(template("two"));
    expect(JSON.parse((await stored()) ?? "")).to.deep.equal(policy("two"));
    await cloud.update(template("two", "Others"));
    expect([await stored(), JSON.parse((await stored("others")) ?? "")]).to.deep.equal([undefined, policy("two")]);
    await cloud.update({ Resources: { Jobs: { Type: "AWS::SQS::Queue", Properties: { QueueName: "jobs" } } } });
    expect(await stored()).to.equal(undefined);
  });
});

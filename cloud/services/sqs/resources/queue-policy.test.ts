import { SQS } from "@aws-sdk/client-sqs";
import { expect } from "chai";
import { createResourceTemplate } from "../../cloudformation/testing/resource-template";
import { useStacks } from "../../cloudformation/testing/use-stacks";

describe("AWS::SQS::QueuePolicy", () => {
  const cloud = useStacks();
  const readPolicy = (Sid: string): object => ({
    Version: "2012-10-17",
    Statement: [{ Sid, Effect: "Allow", Principal: "*", Action: "sqs:SendMessage", Resource: "*" }],
  });
  const createTemplate = (Sid: string, Queue = "Jobs"): object =>
    createResourceTemplate(
      "AWS::SQS::QueuePolicy",
      { Queues: [{ Ref: Queue }], PolicyDocument: readPolicy(Sid) },
      {
        attributes: ["Id"],
        beside: {
          Jobs: { Type: "AWS::SQS::Queue", Properties: { QueueName: "jobs" } },
          Others: { Type: "AWS::SQS::Queue", Properties: { QueueName: "others" } },
        },
      },
    );
  const readStored = async (name = "jobs") =>
    (
      await cloud
        .createClient(SQS)
        .getQueueAttributes({ QueueUrl: `${cloud.running.endpoint}/000000000000/${name}`, AttributeNames: ["Policy"] })
    ).Attributes?.["Policy"];

  it("is added to its queues, updated there and removed from them", async () => {
    await cloud.deploy(createTemplate("one"));
    const { Ref: id = "", Id } = await cloud.readOutputs();
    expect(id).to.match(/^lab-It-\w{12}$/);
    expect(Id).to.equal(id);
    expect(JSON.parse((await readStored()) ?? "")).to.deep.equal(readPolicy("one"));
    await cloud.update(createTemplate("two"));
    expect(JSON.parse((await readStored()) ?? "")).to.deep.equal(readPolicy("two"));
    await cloud.update(createTemplate("two", "Others"));
    expect([await readStored(), JSON.parse((await readStored("others")) ?? "")]).to.deep.equal([
      undefined,
      readPolicy("two"),
    ]);
    await cloud.update({ Resources: { Jobs: { Type: "AWS::SQS::Queue", Properties: { QueueName: "jobs" } } } });
    expect(await readStored()).to.equal(undefined);
  });
});

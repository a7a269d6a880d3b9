import { AttachRolePolicyCommand, CreateRoleCommand, IAMClient, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { CreateQueueCommand, SQSClient } from "@aws-sdk/client-sqs";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import type { MiddlewareStack } from "@smithy/types";
import { expect } from "chai";
import { KEPT_HEADER } from "../../core/operation";
import { useCloud } from "../../testing/use-cloud";

const KEPT = "kept and told again; the lab cloud does not act upon it";
const policy = (Action: string, Principal: object = {}): string =>
  JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action, Resource: "*", ...Principal }] });

describe("policies that nothing weighs", () => {
  const cloud = useCloud();

  it("are told as such in the answers to those who set them, and once in the log", async () => {
    const notes: (string | undefined)[] = [];
    const iam = cloud.client(IAMClient);
    const sqs = cloud.client(SQSClient);
    const sts = cloud.client(STSClient);
    const note = <I extends object, O extends object>(client: { readonly middlewareStack: MiddlewareStack<I, O> }) =>
      client.middlewareStack.add(
        (next) => async (args) => {
          const result = await next(args);
          notes.push((result.response as { headers: Record<string, string> }).headers[KEPT_HEADER]);
          return result;
        },
        { step: "deserialize" },
      );
    note(iam);
    note(sqs);
    note(sts);
    const trust = JSON.stringify({ Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: "*" }] });
    const { Role } = await iam.send(new CreateRoleCommand({ RoleName: "r", AssumeRolePolicyDocument: trust }));
    const named = { RoleName: "r", PolicyName: "p", PolicyDocument: policy("s3:GetObject") };
    await iam.send(new PutRolePolicyCommand(named));
    await iam.send(new AttachRolePolicyCommand({ RoleName: "r", PolicyArn: "arn:aws:iam::aws:policy/ReadOnlyAccess" }));
    const Policy = policy("sqs:SendMessage", { Principal: "*" });
    await sqs.send(new CreateQueueCommand({ QueueName: "q", Attributes: { Policy } }));
    await sts.send(new AssumeRoleCommand({ RoleArn: Role?.Arn, RoleSessionName: "one" }));
    await sts.send(new AssumeRoleCommand({ RoleArn: Role?.Arn, RoleSessionName: "two", Policy: policy("s3:*") }));
    expect(notes).to.deep.equal([
      undefined,
      KEPT,
      KEPT,
      KEPT,
      undefined,
      "a session's policies and tags; the lab cloud does not weigh them",
    ]);
    for (const what of ["IAM: what a policy allows", "SQS: the policy of a queue"])
      expect(cloud.logged.filter((line) => line === `${what} is ${KEPT}`)).to.have.lengthOf(1);
  });
});

import { IAM } from "@aws-sdk/client-iam";
import { SQS } from "@aws-sdk/client-sqs";
import { STS } from "@aws-sdk/client-sts";
import type { MiddlewareStack } from "@smithy/types";
import { expect } from "chai";
import { NOTE_HEADER } from "../../core/notes";
import { useCloud } from "../../testing/use-cloud";

const createStoredNote = (subject: string): string =>
  `${subject} is stored and returned; it has no effect in the lab cloud`;
const createPolicy = (Action: string, Principal: object = {}): string =>
  JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action, Resource: "*", ...Principal }] });

describe("stored policies that aren't evaluated", () => {
  const cloud = useCloud();

  it("are reported in responses to the calls that set them, and once in the log", async () => {
    const notes: (string | undefined)[] = [];
    const iam = cloud.createClient(IAM);
    const sqs = cloud.createClient(SQS);
    const sts = cloud.createClient(STS);
    const note = <I extends object, O extends object>(client: { readonly middlewareStack: MiddlewareStack<I, O> }) =>
      client.middlewareStack.add(
        (next) => async (args) => {
          const result = await next(args);
          notes.push((result.response as { headers: Record<string, string> }).headers[NOTE_HEADER]);
          return result;
        },
        { step: "deserialize" },
      );
    note(iam);
    note(sqs);
    note(sts);
    const trust = JSON.stringify({
      Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: "*", Condition: { Bool: {} } }],
    });
    const { Role } = await iam.createRole({ RoleName: "r", AssumeRolePolicyDocument: trust });
    const named = { RoleName: "r", PolicyName: "p", PolicyDocument: createPolicy("s3:GetObject") };
    await iam.putRolePolicy(named);
    await iam.attachRolePolicy({ RoleName: "r", PolicyArn: "arn:aws:iam::aws:policy/ReadOnlyAccess" });
    const Policy = createPolicy("sqs:SendMessage", { Principal: "*" });
    await sqs.createQueue({ QueueName: "q", Attributes: { Policy, KmsMasterKeyId: "alias/aws/sqs" } });
    await sts.assumeRole({ RoleArn: Role?.Arn, RoleSessionName: "one" });
    await sts.assumeRole({ RoleArn: Role?.Arn, RoleSessionName: "two", Policy: createPolicy("s3:*") });
    expect(notes).to.deep.equal([
      createStoredNote("IAM: a condition of a trust policy"),
      createStoredNote("IAM: what a policy allows"),
      createStoredNote("IAM: what a policy allows"),
      `${createStoredNote("SQS: the encryption of a queue with a KMS key")}; ${createStoredNote("SQS: the policy of a queue")}`,
      undefined,
      "STS: a session's policies and tags; the lab cloud does not weigh them",
    ]);
    for (const note of [createStoredNote("IAM: what a policy allows"), createStoredNote("SQS: the policy of a queue")])
      expect(cloud.logged.filter((line) => line === `Note: ${note}`)).to.have.lengthOf(1);
    // No policy was set in SNS.
    expect(cloud.logged.some((line) => line.includes("SNS"))).to.equal(false);
  });
});

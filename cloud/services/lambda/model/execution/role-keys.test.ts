import { Kinesis } from "@aws-sdk/client-kinesis";
import { STS } from "@aws-sdk/client-sts";
import { expect } from "chai";
import { createTemporaryFolder } from "../../../../testing/temporary-folder";
import type { Keys } from "../../../../core/role-sessions";
import { catchFault, useCloud } from "../../../../testing/use-cloud";
import { testFunctions } from "../../testing/functions";

const trust = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }],
});
const HANDLER = `import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { GetObjectCommand, PutObjectCommand, CreateBucketCommand, S3Client } from "@aws-sdk/client-s3";
export const handler = async () => {
  const { Account, Arn, UserId } = await new STSClient({}).send(new GetCallerIdentityCommand({}));
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey, AWS_SESSION_TOKEN: sessionToken } = process.env;
  const s3 = new S3Client({ forcePathStyle: true });
  await s3.send(new CreateBucketCommand({ Bucket: "own" }));
  await s3.send(new PutObjectCommand({ Bucket: "own", Key: "a", Body: "text" }));
  const text = await (await s3.send(new GetObjectCommand({ Bucket: "own", Key: "a" }))).Body.transformToString();
  return { identity: { Account, Arn, UserId }, keys: { accessKeyId, secretAccessKey, sessionToken }, text };
};`;
/** A name of one letter is too short for a session. */
const SESSION = "f@lambda_function";
const ARN = `arn:aws:sts::000000000000:assumed-role/lambda/${SESSION}`;

interface Answer {
  readonly identity: unknown;
  readonly keys: Required<Keys>;
  readonly text: string;
}

describe("Lambda functions with their role's credentials", () => {
  const data = createTemporaryFolder();
  const cloud = useCloud({ keys: "own", iam: "on", data });
  const functions = testFunctions(cloud);
  /** The answer to a caller with these keys. */
  const requestWithKeys = async (keys: Keys): Promise<string> => {
    const { endpoint, region } = cloud.running;
    const sts = new STS({ endpoint, region, credentials: keys, maxAttempts: 1 });
    return sts
      .getCallerIdentity({})
      .then(
        ({ Arn = "" }) => Arn,
        ({ name }: Error) => name,
      )
      .finally(() => sts.destroy());
  };

  it("use temporary keys, which appear in the journal and survive a restart", async () => {
    const { Role } = await cloud.iam.createRole({ RoleName: "lambda", AssumeRolePolicyDocument: trust });
    await functions.create(HANDLER, { Timeout: 30 });
    const { keys, identity, text } = (await functions.call({})).payload as Answer;
    expect(identity).to.deep.equal({ Account: "000000000000", Arn: ARN, UserId: `${Role?.RoleId}:${SESSION}` });
    expect(text).to.equal("text");
    expect(keys.accessKeyId).to.match(/^ASIA[A-Z2-7]{16}$/);
    expect(keys.secretAccessKey).to.have.length(40);
    expect(
      cloud.running.journal.listAfter(0).map(({ operation, caller }) => [operation, caller]),
    ).to.deep.include.members([
      ["GetCallerIdentity", ARN],
      ["PutObject", ARN],
    ]);

    expect(await requestWithKeys({ ...keys, secretAccessKey: "wrong" })).to.equal("SignatureDoesNotMatch");
    const otherFirst = keys.sessionToken.startsWith("A") ? "B" : "A";
    for (const sessionToken of [
      otherFirst + keys.sessionToken.slice(1),
      keys.sessionToken.slice(0, 40),
      "short",
      "é",
    ]) {
      expect(await requestWithKeys({ ...keys, sessionToken }), sessionToken).to.equal("InvalidClientTokenId");
    }
    const { accessKeyId, secretAccessKey } = keys;
    expect(await requestWithKeys({ accessKeyId, secretAccessKey })).to.equal("InvalidClientTokenId");
    expect(await requestWithKeys({ ...keys, accessKeyId: "ASIAAAAAAAAAAAAAAAAA" })).to.equal("InvalidClientTokenId");

    await cloud.restart();
    expect(await requestWithKeys(keys)).to.equal(ARN);
  });

  it("don't start once the role is gone, but finish running invocations", async () => {
    await cloud.iam.getRole({ RoleName: "lambda" });
    await functions.create("export const handler = async () => 1;", { FunctionName: "begun" });
    await functions.create("export const handler = async () => 1;", { FunctionName: "later" });
    await functions.call({}, { FunctionName: "begun" });
    await cloud.iam.deleteRole({ RoleName: "lambda" });
    expect((await functions.call({}, { FunctionName: "begun" })).payload).to.equal(1);
    expect(await catchFault(functions.call({}, { FunctionName: "later" }))).to.include({
      name: "AccessDeniedException",
      message: "The role defined for the function cannot be assumed by Lambda.",
    });
  });
});

describe("Lambda functions in a cloud that accepts any keys", () => {
  const cloud = useCloud();
  const functions = testFunctions(cloud);

  it("have keys of their role even if the role doesn't exist", async () => {
    await functions.create("export const handler = async () => process.env;");
    const {
      AWS_ACCESS_KEY_ID: accessKeyId = "",
      AWS_SECRET_ACCESS_KEY: secretAccessKey = "",
      AWS_SESSION_TOKEN: sessionToken = "",
    } = (await functions.call({})).payload as Record<string, string>;
    const kinesis = new Kinesis({
      ...cloud.running,
      credentials: { accessKeyId, secretAccessKey, sessionToken },
      maxAttempts: 1,
    });
    await kinesis.listStreams({}).finally(() => kinesis.destroy());
    expect(cloud.running.journal.listAfter(0).at(-1)).to.include({ operation: "ListStreams", caller: ARN });
  });

  // Recorded on AWS by LocalStack on 2025-11-24.
  it("have other keys in each environment (test_lambda_different_iam_keys_environment)", async () => {
    await functions.create("export const handler = async () => process.env.AWS_ACCESS_KEY_ID;");
    const first = (await functions.call({})).payload;
    expect((await functions.call({})).payload, "the same environment").to.equal(first);
    await functions.client.updateFunctionConfiguration({ FunctionName: "f", Timeout: 9 });
    await cloud.advance(1);
    expect((await functions.call({})).payload)
      .to.match(/^ASIA/)
      .and.not.equal(first);
  });
});

import { IAM } from "@aws-sdk/client-iam";
import { STS, type AssumeRoleCommandInput, type AssumeRoleCommandOutput } from "@aws-sdk/client-sts";
import { expect } from "chai";
import { catchFault, useCloud } from "../../testing/use-cloud";

/**
 * Answers that LocalStack recorded from AWS on 2025-04-10 and 2025-07-21 and publishes in its repository (Apache-2.0),
 * in tests/aws/services/sts/test_sts.snapshot.json. The test cases are this project's own; each names the recorded one.
 */
describe("STS as recorded on AWS", () => {
  const cloud = useCloud();
  const RoleArn = "arn:aws:iam::000000000000:role/lab";
  const assume = (input: Partial<AssumeRoleCommandInput>) =>
    cloud.createClient(STS).assumeRole({ RoleArn, RoleSessionName: "Session1", ...input });

  for (const wrong of [
    "nothing-valid-in-here",
    "arn::b:::something/test-role",
    "arn:a::::something/test-role",
    "arn:a:::something/test-role",
    "arn:a:a::aaaaaaaaaa:",
  ])
    it(`rejects ${wrong} as a role (test_sts_invalid_parameters)`, async () => {
      expect(await catchFault(assume({ RoleArn: wrong }))).to.include({
        name: "ValidationError",
        message: `${wrong} is invalid`,
      });
    });

  it("rejects a colon in a session's name (test_sts_invalid_parameters)", async () => {
    const fault = await catchFault(assume({ RoleArn: "arn:a:b:::something/test-role", RoleSessionName: "Session1:2" }));
    expect(fault).to.include({
      name: "ValidationError",
      message:
        "1 validation error detected: Value 'Session1:2' at 'roleSessionName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w+=,.@-]*",
    });
  });

  const createRole = async () => {
    const Statement = [
      { Effect: "Allow", Action: ["sts:AssumeRole", "sts:TagSession"], Principal: { AWS: "000000000000" } },
    ];
    const trust = JSON.stringify({ Version: "2012-10-17", Statement });
    await cloud.createClient(IAM).createRole({ RoleName: "lab", AssumeRolePolicyDocument: trust });
    await cloud.advance(10);
  };

  it("rejects session tag keys that differ only in case (test_assume_role_tag_validation)", async () => {
    await createRole();
    const Tags = [{ Key: "SessionTag1", Value: "SessionValue1" }];
    expect(await catchFault(assume({ Tags, TransitiveTagKeys: ["InvalidKey"] }))).to.include({
      name: "InvalidParameterValue",
      message: "The specified transitive tag key must be included in the requested tags.",
    });
    expect(await assume({ Tags, TransitiveTagKeys: ["sessiontag1"] })).to.have.property("Credentials");
    expect(await catchFault(assume({ Tags: [...Tags, { Key: "sessiontag1", Value: "SessionValue2" }] }))).to.include({
      name: "InvalidParameterValue",
      message: "Duplicate tag keys found. Please note that Tag keys are case insensitive.",
    });
  });

  it("keeps a session from replacing an inherited tag (test_iam_role_chaining_override_transitive_tags)", async () => {
    await createRole();
    /** Assumes the role as the session whose keys an answer has. */
    const assumeFrom = async (
      { Credentials }: AssumeRoleCommandOutput,
      input: Partial<AssumeRoleCommandInput>,
    ): Promise<AssumeRoleCommandOutput> => {
      const { AccessKeyId = "", SecretAccessKey = "", SessionToken = "" } = Credentials ?? {};
      const credentials = {
        accessKeyId: AccessKeyId,
        secretAccessKey: SecretAccessKey,
        sessionToken: SessionToken,
      };
      const { endpoint, region } = cloud.running;
      const client = new STS({ endpoint, region, credentials, maxAttempts: 1 });
      try {
        return await client.assumeRole({ RoleArn, RoleSessionName: "Session2", ...input });
      } finally {
        client.destroy();
      }
    };
    const first = await assume({ Tags: [{ Key: "Team", Value: "a" }], TransitiveTagKeys: ["Team"] });
    // Two sessions later the tag is inherited still.
    const second = await assumeFrom(first, { Tags: [{ Key: "Own", Value: "a" }] });
    for (const session of [first, second])
      for (const Key of ["Team", "team"])
        expect(await catchFault(assumeFrom(session, { Tags: [{ Key, Value: "b" }] }))).to.include({
          name: "InvalidParameterValue",
          message:
            "One of the specified transitive tag keys can't be set because it conflicts with a transitive tag key from the calling session.",
        });
    expect(await assumeFrom(second, { Tags: [{ Key: "Own", Value: "b" }] })).to.have.property("Credentials");
  });
});

import * as iam from "@aws-sdk/client-iam";
import { expect } from "chai";
import { catchFault, START, useCloud } from "../../testing/use-cloud";

/**
 * Answers that LocalStack recorded from AWS between 2025-03-06 and 2025-07-02 and publishes in its repository
 * (Apache-2.0), in tests/aws/services/iam/test_iam.snapshot.json. The test cases are this project's own; each names the
 * recorded one.
 */
describe("IAM as recorded on AWS", () => {
  const cloud = useCloud();
  const createClient = (): iam.IAM => cloud.createClient(iam.IAM);
  const createDocument = (statement: object) => JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
  const trust = createDocument({
    Effect: "Allow",
    Principal: { Service: "ec2.amazonaws.com" },
    Action: "sts:AssumeRole",
    // Percent-encoded already, and told with these very characters (test_put_role_policy_encoding).
    Condition: { StringEquals: { "aws:SourceArn": "arn%3Aaws%3Aapigateway" } },
  });
  const ARN = "arn:aws:iam::000000000000:";

  it("describes a role in more detail in GetRole than in lists and CreateRole (test_role_with_tags, test_create_describe_role, test_put_role_policy_encoding)", async () => {
    const Tags = [{ Key: "test", Value: "value" }];
    const make = new iam.CreateRoleCommand({ RoleName: "r", Path: "/p/", AssumeRolePolicyDocument: trust, Tags });
    const { Role: role } = await createClient().send(make);
    const base = {
      ...{ Path: "/p/", RoleName: "r", RoleId: role?.RoleId, Arn: `${ARN}role/p/r`, CreateDate: new Date(START) },
      AssumeRolePolicyDocument: encodeURIComponent(trust),
    };
    expect(role).to.deep.equal({ ...base, Tags });
    const { Role: returned } = await createClient().getRole({ RoleName: "r" });
    expect(returned).to.deep.equal({ ...base, Tags, MaxSessionDuration: 3600, RoleLastUsed: {} });
    const { Roles, IsTruncated } = await createClient().listRoles({ PathPrefix: "/p/" });
    expect({ Roles, IsTruncated }).to.deep.equal({
      Roles: [{ ...base, MaxSessionDuration: 3600 }],
      IsTruncated: false,
    });
  });

  it("requires a trust policy in JSON (test_create_role_with_malformed_assume_role_policy_document)", async () => {
    const AssumeRolePolicyDocument = trust.replace("}]", ",}]");
    const make = new iam.CreateRoleCommand({ RoleName: "r", AssumeRolePolicyDocument });
    expect(await catchFault(createClient().send(make))).to.include({
      name: "MalformedPolicyDocumentException",
      message: "This policy contains invalid Json",
    });
  });

  it("attaches a policy by its ARN if it exists (test_role_attach_policy, test_delete_non_existent_policy_returns_no_such_entity)", async () => {
    await createClient().createRole({ RoleName: "r", AssumeRolePolicyDocument: trust });
    const { Policy } = await createClient().createPolicy({
      PolicyName: "a-policy-with-a-name",
      PolicyDocument: createDocument({ Effect: "Allow", Action: ["lambda:ListFunctions"], Resource: ["*"] }),
    });
    const now = new Date(START);
    const PolicyArn = `${ARN}policy/a-policy-with-a-name`;
    expect(Policy).to.deep.equal({
      ...{ PolicyName: "a-policy-with-a-name", PolicyId: Policy?.PolicyId, Arn: PolicyArn, Path: "/" },
      ...{ DefaultVersionId: "v1", AttachmentCount: 0, PermissionsBoundaryUsageCount: 0, IsAttachable: true },
      ...{ CreateDate: now, UpdateDate: now },
    });
    const attach = (arn: string) => createClient().attachRolePolicy({ RoleName: "r", PolicyArn: arn });
    for (const name of ["longpolicynamebutnoarn", "a-policy-with-a-name"])
      expect((await catchFault(attach(name))).message).to.equal("Invalid ARN:  Could not be parsed!");
    expect(await catchFault(attach(`${PolicyArn}123`))).to.include({
      name: "NoSuchEntityException",
      message: `Policy ${PolicyArn}123 does not exist or is not attachable.`,
    });
    await attach(PolicyArn);
    const none = `${ARN}policy/non-existent-policy`;
    expect(await catchFault(createClient().deletePolicy({ PolicyArn: none }))).to.include({
      name: "NoSuchEntityException",
      message: `Policy ${none} was not found.`,
    });
  });
});

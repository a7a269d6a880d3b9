import { expect } from "chai";
import { catchFault, useCloud } from "../../../testing/use-cloud";

const RoleName = "delivery";
const createPolicy = (action: string): string =>
  JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: action, Resource: "*" }] });
const PolicyArn = "arn:aws:iam::aws:policy/service-role/AmazonKinesisFirehoseFullAccess";

describe("IAM roles and their policies", () => {
  const cloud = useCloud();
  const trust = JSON.stringify({ Statement: [{ Effect: "Allow", Principal: "*", Action: "sts:AssumeRole" }] });
  const create = (name: string) => cloud.iam.createRole({ RoleName: name, AssumeRolePolicyDocument: trust });
  const put = (PolicyName: string, PolicyDocument: string) =>
    cloud.iam.putRolePolicy({ RoleName, PolicyName, PolicyDocument });
  beforeEach(() => create(RoleName));

  it("PutRolePolicy, GetRolePolicy, ListRolePolicies and DeleteRolePolicy manage inline policies", async () => {
    await put("b", createPolicy("s3:*"));
    await put("constructor", createPolicy("kinesis:*"));
    await put("b", createPolicy("s3:PutObject"));
    const { PolicyDocument } = await cloud.iam.getRolePolicy({ RoleName, PolicyName: "b" });
    expect(decodeURIComponent(PolicyDocument ?? "")).to.equal(createPolicy("s3:PutObject"));
    expect((await cloud.iam.listRolePolicies({ RoleName })).PolicyNames).to.deep.equal(["b", "constructor"]);
    await cloud.iam.deleteRolePolicy({ RoleName, PolicyName: "constructor" });
    const missing = {
      name: "NoSuchEntityException",
      message: "The role policy with name constructor cannot be found.",
    };
    expect(await catchFault(cloud.iam.getRolePolicy({ RoleName, PolicyName: "constructor" }))).to.include(missing);
    expect(await catchFault(cloud.iam.deleteRolePolicy({ RoleName, PolicyName: "constructor" }))).to.include(missing);
    expect((await catchFault(put("b", "no policy"))).name).to.equal("MalformedPolicyDocumentException");
  });

  it("PutRolePolicy rejects documents that aren't policies of the right kind, in AWS's words", async () => {
    const putRolePolicy = async (document: object | string): Promise<string | undefined> =>
      (await catchFault(put("b", typeof document === "string" ? document : JSON.stringify(document)))).message;
    const [Action, Resource] = ["s3:*", "*"];
    for (const text of ["no policy", "[]", "null", "{}", '{"Statement":[]}'])
      expect(await putRolePolicy(text), text).to.equal("This policy contains invalid Json");
    expect(
      await putRolePolicy({
        Statement: [
          { Effect: "Allow", Action, Resource },
          { Effect: "Allow", Resource },
        ],
      }),
    ).to.equal("Policy statement must contain actions.");
    expect(await putRolePolicy({ Statement: { Effect: "Allow", Action: [], Resource } })).to.equal(
      "Policy statement must contain actions.",
    );
    expect(await putRolePolicy({ Statement: { Effect: "Allow", Action } })).to.equal(
      "Policy statement must contain resources.",
    );
    await put("b", JSON.stringify({ Statement: { Effect: "Deny", NotAction: Action, NotResource: Resource } }));
    const trustsWhat = JSON.stringify({
      Statement: { Effect: "Allow", Principal: "*", Action: "sts:AssumeRole", Resource },
    });
    expect(
      await catchFault(cloud.iam.createRole({ RoleName: "other", AssumeRolePolicyDocument: trustsWhat })),
    ).to.include({ name: "MalformedPolicyDocumentException", message: "Has prohibited field Resource" });
  });

  it("AttachRolePolicy, DetachRolePolicy and ListAttachedRolePolicies manage AWS's policies", async () => {
    await cloud.iam.attachRolePolicy({ RoleName, PolicyArn });
    await cloud.iam.attachRolePolicy({ RoleName, PolicyArn });
    expect((await cloud.iam.listAttachedRolePolicies({ RoleName })).AttachedPolicies).to.deep.equal([
      { PolicyName: "AmazonKinesisFirehoseFullAccess", PolicyArn },
    ]);
    await cloud.iam.detachRolePolicy({ RoleName, PolicyArn });
    expect((await catchFault(cloud.iam.detachRolePolicy({ RoleName, PolicyArn }))).name).to.equal(
      "NoSuchEntityException",
    );
    expect(
      (await catchFault(cloud.iam.attachRolePolicy({ RoleName, PolicyArn: "arn:aws:iam::000000000000:policy/mine" })))
        .name,
    ).to.equal("NoSuchEntityException");
  });

  it("DeleteRole requires a role without policies", async () => {
    await put("own", createPolicy("s3:*"));
    await cloud.iam.attachRolePolicy({ RoleName, PolicyArn });
    const remove = () => cloud.iam.deleteRole({ RoleName });
    expect((await catchFault(remove())).message).to.equal("Cannot delete entity, must detach all policies first.");
    await cloud.iam.detachRolePolicy({ RoleName, PolicyArn });
    expect((await catchFault(remove())).message).to.equal("Cannot delete entity, must delete policies first.");
    await cloud.iam.deleteRolePolicy({ RoleName, PolicyName: "own" });
    await remove();
    const missing = { name: "NoSuchEntityException", message: "The role with name delivery cannot be found." };
    expect(await catchFault(remove())).to.include(missing);
    expect(await catchFault(cloud.iam.getRole({ RoleName }))).to.include(missing);
  });

  it("ListRoles returns pages by name", async () => {
    for (const name of ["c", "a", "b"]) await create(name);
    const first = await cloud.iam.listRoles({ MaxItems: 3 });
    expect(first.Roles?.map((role) => role.RoleName)).to.deep.equal(["a", "b", "c"]);
    expect(first.IsTruncated).to.equal(true);
    const second = await cloud.iam.listRoles({ Marker: first.Marker });
    expect(second.Roles?.map((role) => role.RoleName)).to.deep.equal([RoleName]);
    expect(second.IsTruncated).to.equal(false);
    expect((await cloud.iam.listRoles({ PathPrefix: "/other/" })).Roles).to.deep.equal([]);
  });
});

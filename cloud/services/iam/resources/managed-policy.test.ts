import { expect } from "chai";
import { useStacks } from "../../cloudformation/testing/use-stacks";

const trust = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }],
};

describe("AWS::IAM::ManagedPolicy", () => {
  const cloud = useStacks();
  const createTemplate = (Action: string, role: string, Description = "Reads."): object => ({
    Resources: {
      First: { Type: "AWS::IAM::Role", Properties: { RoleName: "first", AssumeRolePolicyDocument: trust } },
      Second: {
        Type: "AWS::IAM::Role",
        Properties: {
          RoleName: "second",
          AssumeRolePolicyDocument: trust,
          ManagedPolicyArns: [{ Ref: "Other" }],
        },
      },
      Other: {
        Type: "AWS::IAM::ManagedPolicy",
        Properties: {
          ManagedPolicyName: "other",
          PolicyDocument: { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "s3:*", Resource: "*" }] },
        },
      },
      It: {
        Type: "AWS::IAM::ManagedPolicy",
        Properties: {
          Path: "/course/",
          Description,
          PolicyDocument: { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action, Resource: "*" }] },
          Roles: [{ Ref: role }],
        },
      },
    },
    Outputs: {
      Ref: { Value: { Ref: "It" } },
      ...Object.fromEntries(
        ["PolicyArn", "PolicyId", "DefaultVersionId", "AttachmentCount", "IsAttachable"].map((name) => [
          name,
          { Value: { "Fn::GetAtt": ["It", name] } },
        ]),
      ),
    },
  });
  const listAttached = async (RoleName: string) =>
    (await cloud.iam.listAttachedRolePolicies({ RoleName })).AttachedPolicies?.map(({ PolicyArn }) => PolicyArn);

  it("returns its ARN, is updated with a new version and other roles, is replaced for a new name, and is deleted with its stack", async () => {
    await cloud.deploy(createTemplate("s3:Get*", "First"));
    const { Ref: PolicyArn = "", PolicyId, ...outputs } = await cloud.readOutputs();
    expect(PolicyArn).to.match(/^arn:aws:iam::000000000000:policy\/course\/[\w-]+-It-\w+$/);
    expect(outputs).to.deep.equal({ PolicyArn, DefaultVersionId: "v1", AttachmentCount: "1", IsAttachable: "true" });
    const { Policy } = await cloud.iam.getPolicy({ PolicyArn });
    expect(Policy).to.include({ PolicyId, Description: "Reads.", AttachmentCount: 1 });
    expect(await listAttached("first")).to.deep.equal([PolicyArn]);
    expect(await listAttached("second")).to.deep.equal(["arn:aws:iam::000000000000:policy/other"]);

    // These fill the policy's five versions: the next update removes the oldest.
    for (const version of ["2", "3", "4", "5"]) {
      const statement = { Effect: "Allow", Action: `s3:Put${version}`, Resource: "*" };
      const PolicyDocument = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
      await cloud.iam.createPolicyVersion({ PolicyArn, PolicyDocument });
    }
    expect((await cloud.update(createTemplate("s3:*", "Second"))).StackStatus).to.equal("UPDATE_COMPLETE");
    expect(await cloud.readOutputs()).to.include({ Ref: PolicyArn, DefaultVersionId: "v6", AttachmentCount: "1" });
    const { PolicyVersion } = await cloud.iam.getPolicyVersion({ PolicyArn, VersionId: "v6" });
    expect(decodeURIComponent(PolicyVersion?.Document ?? "")).to.include('"Action":"s3:*"');
    const { Versions } = await cloud.iam.listPolicyVersions({ PolicyArn });
    expect(Versions?.map(({ VersionId }) => VersionId)).to.deep.equal(["v6", "v5", "v4", "v3", "v1"]);
    expect(await listAttached("first")).to.deep.equal([]);
    expect(await listAttached("second")).to.include(PolicyArn);

    expect((await cloud.update(createTemplate("s3:*", "Second", "Does all."))).StackStatus).to.equal("UPDATE_COMPLETE");
    const { Ref: replaced } = await cloud.readOutputs();
    expect(replaced).not.to.equal(PolicyArn);
    const listAll = async () => (await cloud.iam.listPolicies({})).Policies?.map(({ Arn }) => Arn);
    expect(await listAll()).to.have.members([replaced, "arn:aws:iam::000000000000:policy/other"]);
    expect((await cloud.remove()).StackStatus).to.equal("DELETE_COMPLETE");
    expect(await listAll()).to.deep.equal([]);
  });
});

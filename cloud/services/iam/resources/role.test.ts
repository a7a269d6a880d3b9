import { expect } from "chai";
import { oneResource } from "../../cloudformation/testing/one-resource";
import { useStacks } from "../../cloudformation/testing/use-stacks";

const trust = (service: string): object => ({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { Service: service }, Action: "sts:AssumeRole" }],
});
const policy = (Action: string): object => ({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action, Resource: "*" }],
});

describe("AWS::IAM::Role, Policy and InstanceProfile", () => {
  const cloud = useStacks();
  const policies = async (RoleName: string) => (await cloud.iam.listRolePolicies({ RoleName })).PolicyNames;

  it("a role gives name, ARN and id, is changed in place, and goes with its stack (SVC-019)", async () => {
    const template = (properties: object): object =>
      oneResource("AWS::IAM::Role", { RoleName: "delivery", ...properties }, { attributes: ["Arn", "RoleId"] });
    await cloud.deploy(
      template({
        AssumeRolePolicyDocument: trust("firehose.amazonaws.com"),
        Policies: [{ PolicyName: "write", PolicyDocument: policy("s3:*") }],
      }),
    );
    const { Role } = await cloud.iam.getRole({ RoleName: "delivery" });
    expect(await cloud.outputs()).to.deep.equal({
      Ref: "delivery",
      Arn: "arn:aws:iam::000000000000:role/delivery",
      RoleId: Role?.RoleId,
    });
    const changed = {
      AssumeRolePolicyDocument: trust("lambda.amazonaws.com"),
      Description: "now for functions",
      ManagedPolicyArns: ["arn:aws:iam::aws:policy/AmazonKinesisFullAccess"],
      Policies: [{ PolicyName: "read", PolicyDocument: policy("s3:Get*") }],
      Tags: [{ Key: "lab", Value: "3" }],
    };
    expect((await cloud.update(template(changed))).StackStatus).to.equal("UPDATE_COMPLETE");
    const after = (await cloud.iam.getRole({ RoleName: "delivery" })).Role;
    expect(after).to.deep.include({
      RoleId: Role?.RoleId,
      Description: "now for functions",
      Tags: [{ Key: "lab", Value: "3" }],
    });
    expect(decodeURIComponent(after?.AssumeRolePolicyDocument ?? "")).to.contain("lambda.amazonaws.com");
    expect(await policies("delivery")).to.deep.equal(["read"]);
    expect(
      (await cloud.iam.listAttachedRolePolicies({ RoleName: "delivery" })).AttachedPolicies?.map(
        ({ PolicyName }) => PolicyName,
      ),
    ).to.deep.equal(["AmazonKinesisFullAccess"]);
    await cloud.remove();
    expect((await cloud.iam.listRoles({})).Roles).to.deep.equal([]);
  });

  it("a role whose policy is none is not left behind", async () => {
    const { StackStatus } = await cloud.deploy(
      oneResource("AWS::IAM::Role", {
        AssumeRolePolicyDocument: trust("ec2.amazonaws.com"),
        ManagedPolicyArns: ["arn:aws:iam::000000000000:policy/none"],
      }),
    );
    expect(StackStatus).to.equal("ROLLBACK_COMPLETE");
    expect((await cloud.iam.listRoles({})).Roles).to.deep.equal([]);
  });

  it("a policy is written into its roles, and taken out of them", async () => {
    const beside = {
      Writer: {
        Type: "AWS::IAM::Role",
        Properties: { RoleName: "writer", AssumeRolePolicyDocument: trust("ec2.amazonaws.com") },
      },
    };
    const template = (Action: string): object =>
      oneResource(
        "AWS::IAM::Policy",
        { PolicyName: "put", PolicyDocument: policy(Action), Roles: [{ Ref: "Writer" }] },
        { beside, attributes: ["Id"] },
      );
    await cloud.deploy(template("kinesis:PutRecord"));
    const { Ref: id, Id } = await cloud.outputs();
    expect(id).to.match(/^lab-It-\w{12}$/);
    expect(Id).to.equal(id);
    await cloud.update(template("kinesis:PutRecords"));
    const stored = await cloud.iam.getRolePolicy({ RoleName: "writer", PolicyName: "put" });
    expect(decodeURIComponent(stored.PolicyDocument ?? "")).to.contain("kinesis:PutRecords");
    await cloud.update({ Resources: beside });
    expect(await policies("writer")).to.deep.equal([]);
  });

  it("an instance profile hands on its role, another one after an update", async () => {
    const beside = Object.fromEntries(
      ["One", "Two"].map((name) => [
        name,
        { Type: "AWS::IAM::Role", Properties: { AssumeRolePolicyDocument: trust("ec2.amazonaws.com") } },
      ]),
    );
    const template = (role: string): object =>
      oneResource(
        "AWS::IAM::InstanceProfile",
        { InstanceProfileName: "producer", Roles: [{ Ref: role }] },
        { beside, attributes: ["Arn"] },
      );
    const roles = async () =>
      (await cloud.iam.getInstanceProfile({ InstanceProfileName: "producer" })).InstanceProfile?.Roles?.map(
        ({ RoleName }) => RoleName,
      );
    await cloud.deploy(template("One"));
    expect(await cloud.outputs()).to.deep.equal({
      Ref: "producer",
      Arn: "arn:aws:iam::000000000000:instance-profile/producer",
    });
    const ids = await cloud.ids();
    expect(await roles()).to.deep.equal([ids["One"]]);
    await cloud.update(template("Two"));
    expect(await roles()).to.deep.equal([ids["Two"]]);
    await cloud.remove();
    expect((await cloud.iam.listInstanceProfiles({})).InstanceProfiles).to.deep.equal([]);
  });

  it("such a template asks for a capability, a named one for more (SVC-017)", async () => {
    const template = (properties: object): object =>
      oneResource("AWS::IAM::Role", { AssumeRolePolicyDocument: trust("ec2.amazonaws.com"), ...properties });
    const refused = async (properties: object, capabilities: "CAPABILITY_IAM"[]) =>
      cloud.deploy(template(properties), { Capabilities: capabilities }).then(
        () => "none",
        (error: Error) => `${error.name}: ${error.message}`,
      );
    expect(await refused({}, [])).to.equal(
      "InsufficientCapabilitiesException: Requires capabilities : [CAPABILITY_IAM]",
    );
    expect(await refused({ RoleName: "writer" }, ["CAPABILITY_IAM"])).to.equal(
      "InsufficientCapabilitiesException: Requires capabilities : [CAPABILITY_NAMED_IAM]",
    );
    expect(await refused({}, ["CAPABILITY_IAM"])).to.equal("none");
  });
});

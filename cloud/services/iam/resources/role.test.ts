import { expect } from "chai";
import { createResourceTemplate } from "../../cloudformation/testing/resource-template";
import { useStacks } from "../../cloudformation/testing/use-stacks";

const trust = (service: string): object => ({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { Service: service }, Action: "sts:AssumeRole" }],
});
const createPolicy = (Action: string): object => ({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action, Resource: "*" }],
});

describe("AWS::IAM::Role, Policy and InstanceProfile", () => {
  const cloud = useStacks();
  const listPolicies = async (RoleName: string) => (await cloud.iam.listRolePolicies({ RoleName })).PolicyNames;

  it("a role returns name, ARN and id, is updated in place, and is deleted with its stack (SVC-019)", async () => {
    const createTemplate = (properties: object): object =>
      createResourceTemplate(
        "AWS::IAM::Role",
        { RoleName: "delivery", ...properties },
        { attributes: ["Arn", "RoleId"] },
      );
    await cloud.deploy(
      createTemplate({
        AssumeRolePolicyDocument: trust("firehose.amazonaws.com"),
        Policies: [{ PolicyName: "write", PolicyDocument: createPolicy("s3:*") }],
      }),
    );
    const { Role } = await cloud.iam.getRole({ RoleName: "delivery" });
    expect(await cloud.readOutputs()).to.deep.equal({
      Ref: "delivery",
      Arn: "arn:aws:iam::000000000000:role/delivery",
      RoleId: Role?.RoleId,
    });
    const changed = {
      AssumeRolePolicyDocument: trust("lambda.amazonaws.com"),
      Description: "now for functions",
      ManagedPolicyArns: ["arn:aws:iam::aws:policy/AmazonKinesisFullAccess"],
      Policies: [{ PolicyName: "read", PolicyDocument: createPolicy("s3:Get*") }],
      Tags: [{ Key: "lab", Value: "3" }],
    };
    expect((await cloud.update(createTemplate(changed))).StackStatus).to.equal("UPDATE_COMPLETE");
    const after = (await cloud.iam.getRole({ RoleName: "delivery" })).Role;
    expect(after).to.deep.include({
      RoleId: Role?.RoleId,
      Description: "now for functions",
      Tags: [{ Key: "lab", Value: "3" }],
    });
    expect(decodeURIComponent(after?.AssumeRolePolicyDocument ?? "")).to.contain("lambda.amazonaws.com");
    expect(await listPolicies("delivery")).to.deep.equal(["read"]);
    expect(
      (await cloud.iam.listAttachedRolePolicies({ RoleName: "delivery" })).AttachedPolicies?.map(
        ({ PolicyName }) => PolicyName,
      ),
    ).to.deep.equal(["AmazonKinesisFullAccess"]);
    await cloud.remove();
    expect((await cloud.iam.listRoles({})).Roles).to.deep.equal([]);
  });

  it("a role with an invalid policy is rolled back", async () => {
    const { StackStatus } = await cloud.deploy(
      createResourceTemplate("AWS::IAM::Role", {
        AssumeRolePolicyDocument: trust("ec2.amazonaws.com"),
        ManagedPolicyArns: ["arn:aws:iam::000000000000:policy/none"],
      }),
    );
    expect(StackStatus).to.equal("ROLLBACK_COMPLETE");
    expect((await cloud.iam.listRoles({})).Roles).to.deep.equal([]);
  });

  it("a policy is added to its roles, and removed from them", async () => {
    const beside = {
      Writer: {
        Type: "AWS::IAM::Role",
        Properties: { RoleName: "writer", AssumeRolePolicyDocument: trust("ec2.amazonaws.com") },
      },
    };
    const createTemplate = (Action: string): object =>
      createResourceTemplate(
        "AWS::IAM::Policy",
        { PolicyName: "put", PolicyDocument: createPolicy(Action), Roles: [{ Ref: "Writer" }] },
        { beside, attributes: ["Id"] },
      );
    await cloud.deploy(createTemplate("kinesis:PutRecord"));
    const { Ref: id, Id } = await cloud.readOutputs();
    expect(id).to.match(/^lab-It-\w{12}$/);
    expect(Id).to.equal(id);
    await cloud.update(createTemplate("kinesis:PutRecords"));
    const stored = await cloud.iam.getRolePolicy({ RoleName: "writer", PolicyName: "put" });
    expect(decodeURIComponent(stored.PolicyDocument ?? "")).to.contain("kinesis:PutRecords");
    await cloud.update({ Resources: beside });
    expect(await listPolicies("writer")).to.deep.equal([]);
  });

  it("an instance profile passes on its role, and another role after an update", async () => {
    const beside = Object.fromEntries(
      ["One", "Two"].map((name) => [
        name,
        { Type: "AWS::IAM::Role", Properties: { AssumeRolePolicyDocument: trust("ec2.amazonaws.com") } },
      ]),
    );
    const createTemplate = (role: string): object =>
      createResourceTemplate(
        "AWS::IAM::InstanceProfile",
        { InstanceProfileName: "producer", Roles: [{ Ref: role }] },
        { beside, attributes: ["Arn"] },
      );
    const listRoles = async () =>
      (await cloud.iam.getInstanceProfile({ InstanceProfileName: "producer" })).InstanceProfile?.Roles?.map(
        ({ RoleName }) => RoleName,
      );
    await cloud.deploy(createTemplate("One"));
    expect(await cloud.readOutputs()).to.deep.equal({
      Ref: "producer",
      Arn: "arn:aws:iam::000000000000:instance-profile/producer",
    });
    const ids = await cloud.readIds();
    expect(await listRoles()).to.deep.equal([ids["One"]]);
    await cloud.update(createTemplate("Two"));
    expect(await listRoles()).to.deep.equal([ids["Two"]]);
    await cloud.remove();
    expect((await cloud.iam.listInstanceProfiles({})).InstanceProfiles).to.deep.equal([]);
  });

  it("their templates require a capability, and a stronger one for named resources (SVC-017)", async () => {
    const createTemplate = (properties: object): object =>
      createResourceTemplate("AWS::IAM::Role", {
        AssumeRolePolicyDocument: trust("ec2.amazonaws.com"),
        ...properties,
      });
    const catchRefusal = async (properties: object, capabilities: "CAPABILITY_IAM"[]) =>
      cloud.deploy(createTemplate(properties), { Capabilities: capabilities }).then(
        () => "none",
        (error: Error) => `${error.name}: ${error.message}`,
      );
    expect(await catchRefusal({}, [])).to.equal(
      "InsufficientCapabilitiesException: Requires capabilities : [CAPABILITY_IAM]",
    );
    expect(await catchRefusal({ RoleName: "writer" }, ["CAPABILITY_IAM"])).to.equal(
      "InsufficientCapabilitiesException: Requires capabilities : [CAPABILITY_NAMED_IAM]",
    );
    expect(await catchRefusal({}, ["CAPABILITY_IAM"])).to.equal("none");
  });
});

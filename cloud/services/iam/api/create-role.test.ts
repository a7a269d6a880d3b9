import type { CreateRoleCommandInput } from "@aws-sdk/client-iam";
import { expect } from "chai";
import { catchFault, useCloud } from "../../../testing/use-cloud";

const trust = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { Service: "firehose.amazonaws.com" }, Action: "sts:AssumeRole" }],
});

describe("IAM CreateRole", () => {
  const cloud = useCloud();
  const create = (fields: Partial<CreateRoleCommandInput> = {}) =>
    cloud.iam.createRole({ RoleName: "delivery", AssumeRolePolicyDocument: trust, ...fields });

  it("stores its input", async () => {
    const { Role: created } = await create({
      Path: "/labs/",
      Description: "for deliveries",
      Tags: [{ Key: "lab", Value: "01" }],
    });
    const { Role: returned } = await cloud.iam.getRole({ RoleName: "delivery" });
    // As recorded on AWS by LocalStack (tests/aws/services/iam, test_create_describe_role).
    expect(returned).to.deep.equal({ ...created, MaxSessionDuration: 3600, RoleLastUsed: {} });
    expect(created).not.to.have.any.keys("MaxSessionDuration", "RoleLastUsed");
    const { Roles: [listed] = [] } = await cloud.iam.listRoles({});
    expect(listed).to.include({ MaxSessionDuration: 3600 }).and.not.have.any.keys("RoleLastUsed", "Tags");
    expect(returned).to.include({
      Arn: "arn:aws:iam::000000000000:role/labs/delivery",
      Description: "for deliveries",
      MaxSessionDuration: 3600,
    });
    expect(returned?.RoleId).to.match(/^AROA[A-Z2-7]{17}$/);
    expect(returned?.CreateDate).to.deep.equal(new Date("2030-01-01T00:00:00Z"));
    expect(returned?.Tags).to.deep.equal([{ Key: "lab", Value: "01" }]);
    expect(decodeURIComponent(returned?.AssumeRolePolicyDocument ?? "")).to.equal(trust);
  });

  it("returns the time in whole seconds", async () => {
    await cloud.advance(1.5);
    const { Role } = await create();
    expect(Role?.CreateDate).to.deep.equal(new Date("2030-01-01T00:00:01Z"));
  });

  it("rejects an existing name", async () => {
    await create();
    const fault = await catchFault(create());
    expect(fault).to.include({
      name: "EntityAlreadyExistsException",
      message: "Role with name delivery already exists.",
    });
    expect(fault.$metadata?.httpStatusCode).to.equal(409);
  });

  it("rejects a trust policy that isn't JSON", async () => {
    expect(await catchFault(create({ AssumeRolePolicyDocument: "{" }))).to.include({
      name: "MalformedPolicyDocumentException",
    });
  });

  it("lists all validation errors in AWS's words", async () => {
    const fault = await catchFault(create({ RoleName: "a b", MaxSessionDuration: 1 }));
    expect(fault).to.include({
      name: "ValidationError",
      message:
        "2 validation errors detected: Value 'a b' at 'roleName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w+=,.@-]+; " +
        "Value '1' at 'maxSessionDuration' failed to satisfy constraint: Member must have value greater than or equal to 3600",
    });
  });

  it("rejects a member without an effect in the lab cloud", async () => {
    const fault = await catchFault(create({ PermissionsBoundary: "arn:aws:iam::aws:policy/Boundary" }));
    expect(fault.message).to.contain("'PermissionsBoundary'");
  });
});

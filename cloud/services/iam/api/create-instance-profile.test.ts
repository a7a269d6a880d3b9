import { EC2 } from "@aws-sdk/client-ec2";
import { expect } from "chai";
import { catchFault, useCloud } from "../../../testing/use-cloud";

const trust = (service: string): string =>
  JSON.stringify({ Statement: [{ Effect: "Allow", Principal: { Service: service }, Action: "sts:AssumeRole" }] });

describe("IAM instance profiles and updates of roles", () => {
  const cloud = useCloud();
  const InstanceProfileName = "producer";
  const RoleName = "writer";
  beforeEach(() =>
    cloud.iam.createRole({
      RoleName,
      AssumeRolePolicyDocument: trust("ec2.amazonaws.com"),
      Tags: [{ Key: "lab", Value: "03" }],
    }),
  );

  it("keep one role in a profile, and protect that role from deletion", async () => {
    const { InstanceProfile: profile } = await cloud.iam.createInstanceProfile({
      InstanceProfileName,
      Tags: [{ Key: "a", Value: "1" }],
    });
    expect(profile).to.deep.include({
      Arn: "arn:aws:iam::000000000000:instance-profile/producer",
      Path: "/",
      Roles: [],
      Tags: [{ Key: "a", Value: "1" }],
    });
    expect(profile?.InstanceProfileId).to.match(/^AIPA[A-Z2-7]{17}$/);
    expect(await catchFault(cloud.iam.createInstanceProfile({ InstanceProfileName }))).to.include({
      name: "EntityAlreadyExistsException",
      message: "Instance Profile producer already exists.",
    });
    await cloud.iam.addRoleToInstanceProfile({ InstanceProfileName, RoleName });
    expect((await catchFault(cloud.iam.addRoleToInstanceProfile({ InstanceProfileName, RoleName }))).message).to.equal(
      "Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1",
    );
    const { InstanceProfile: held } = await cloud.iam.getInstanceProfile({ InstanceProfileName });
    expect(held?.Roles?.map((role) => role.RoleName)).to.deep.equal([RoleName]);
    expect(
      (await cloud.iam.listInstanceProfilesForRole({ RoleName })).InstanceProfiles?.map(
        (item) => item.InstanceProfileName,
      ),
    ).to.deep.equal([InstanceProfileName]);
    expect((await catchFault(cloud.iam.deleteRole({ RoleName }))).message).to.equal(
      "Cannot delete entity, must remove roles from instance profile first.",
    );
    expect((await catchFault(cloud.iam.deleteInstanceProfile({ InstanceProfileName }))).message).to.equal(
      "Cannot delete entity, must remove roles from instance profile first.",
    );
    await cloud.iam.removeRoleFromInstanceProfile({ InstanceProfileName, RoleName });
    expect(
      (await catchFault(cloud.iam.removeRoleFromInstanceProfile({ InstanceProfileName, RoleName }))).message,
    ).to.equal("The role with name writer cannot be found.");
    await cloud.iam.deleteInstanceProfile({ InstanceProfileName });
    expect((await cloud.iam.listInstanceProfiles({})).InstanceProfiles).to.deep.equal([]);
    expect((await catchFault(cloud.iam.getInstanceProfile({ InstanceProfileName }))).message).to.equal(
      "Instance Profile producer cannot be found.",
    );
  });

  it("change a role's trust policy, description, session duration and tags", async () => {
    await cloud.iam.updateAssumeRolePolicy({ RoleName, PolicyDocument: trust("lambda.amazonaws.com") });
    expect((await catchFault(cloud.iam.updateAssumeRolePolicy({ RoleName, PolicyDocument: "{}" }))).message).to.equal(
      "This policy contains invalid Json",
    );
    await cloud.iam.updateRole({ RoleName, Description: "writes" });
    await cloud.iam.updateRole({ RoleName, MaxSessionDuration: 7200 });
    await cloud.iam.tagRole({
      RoleName,
      Tags: [
        { Key: "lab", Value: "04" },
        { Key: "new", Value: "x" },
      ],
    });
    await cloud.iam.untagRole({ RoleName, TagKeys: ["new"] });
    const { Role: role } = await cloud.iam.getRole({ RoleName });
    expect(role).to.deep.include({
      Description: "writes",
      MaxSessionDuration: 7200,
      Tags: [{ Key: "lab", Value: "04" }],
    });
    expect(decodeURIComponent(role?.AssumeRolePolicyDocument ?? "")).to.contain("lambda.amazonaws.com");
  });

  it("reach other services after ten seconds in a lagging cloud", async () => {
    await cloud.restart({ lag: true });
    const AssumeRolePolicyDocument = JSON.stringify({
      Statement: [{ Effect: "Allow", Principal: { AWS: "000000000000" }, Action: "sts:AssumeRole" }],
    });
    const { Role } = await cloud.iam.createRole({ RoleName: "late", AssumeRolePolicyDocument });
    await cloud.iam.createInstanceProfile({ InstanceProfileName });
    const ec2 = cloud.createClient(EC2);
    const readProfile = async () => {
      const isThere = (call: Promise<unknown>) =>
        call.then(
          () => true,
          () => false,
        );
      const launch = { ImageId: "ami-0abcdef1234567890", MinCount: 1, MaxCount: 1 };
      return [
        await isThere(cloud.sts.assumeRole({ RoleArn: Role?.Arn, RoleSessionName: "ana" })),
        await isThere(ec2.runInstances({ ...launch, IamInstanceProfile: { Name: InstanceProfileName } })),
      ];
    };
    expect(await readProfile()).to.deep.equal([false, false]);
    await cloud.advance(9.5);
    expect(await readProfile()).to.deep.equal([false, false]);
    await cloud.advance(0.5);
    expect(await readProfile()).to.deep.equal([true, true]);
    await cloud.advance(60);
  });

  it("have a placeholder id if roles aren't checked and the role is missing", async () => {
    await cloud.restart({ iam: "off" });
    const RoleArn = "arn:aws:iam::000000000000:role/nobody";
    const { AssumedRoleUser } = await cloud.sts.assumeRole({ RoleArn, RoleSessionName: "ana" });
    expect(AssumedRoleUser?.AssumedRoleId).to.equal(`AROA${"A".repeat(17)}:ana`);
  });
});

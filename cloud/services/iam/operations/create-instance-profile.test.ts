import { EC2Client, RunInstancesCommand } from "@aws-sdk/client-ec2";
import {
  AddRoleToInstanceProfileCommand,
  CreateInstanceProfileCommand,
  CreateRoleCommand,
  DeleteInstanceProfileCommand,
  DeleteRoleCommand,
  GetInstanceProfileCommand,
  GetRoleCommand,
  ListInstanceProfilesCommand,
  ListInstanceProfilesForRoleCommand,
  RemoveRoleFromInstanceProfileCommand,
  TagRoleCommand,
  UntagRoleCommand,
  UpdateAssumeRolePolicyCommand,
  UpdateRoleCommand,
} from "@aws-sdk/client-iam";
import { AssumeRoleCommand } from "@aws-sdk/client-sts";
import { expect } from "chai";
import { faultOf, useCloud } from "../../../testing/use-cloud";

const trust = (service: string): string =>
  JSON.stringify({ Statement: [{ Effect: "Allow", Principal: { Service: service }, Action: "sts:AssumeRole" }] });

describe("iam instance profiles, and changes of roles", () => {
  const cloud = useCloud();
  const InstanceProfileName = "producer";
  const RoleName = "writer";
  beforeEach(() =>
    cloud.iam.send(
      new CreateRoleCommand({
        RoleName,
        AssumeRolePolicyDocument: trust("ec2.amazonaws.com"),
        Tags: [{ Key: "lab", Value: "03" }],
      }),
    ),
  );

  it("a profile holds one role, and is held by it", async () => {
    const { InstanceProfile: made } = await cloud.iam.send(
      new CreateInstanceProfileCommand({ InstanceProfileName, Tags: [{ Key: "a", Value: "1" }] }),
    );
    expect(made).to.deep.include({
      Arn: "arn:aws:iam::000000000000:instance-profile/producer",
      Path: "/",
      Roles: [],
      Tags: [{ Key: "a", Value: "1" }],
    });
    expect(made?.InstanceProfileId).to.match(/^AIPA[A-Z2-7]{17}$/);
    expect(await faultOf(cloud.iam.send(new CreateInstanceProfileCommand({ InstanceProfileName })))).to.include({
      name: "EntityAlreadyExistsException",
      message: "Instance Profile producer already exists.",
    });
    await cloud.iam.send(new AddRoleToInstanceProfileCommand({ InstanceProfileName, RoleName }));
    expect(
      (await faultOf(cloud.iam.send(new AddRoleToInstanceProfileCommand({ InstanceProfileName, RoleName })))).message,
    ).to.equal("Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1");
    const { InstanceProfile: held } = await cloud.iam.send(new GetInstanceProfileCommand({ InstanceProfileName }));
    expect(held?.Roles?.map((role) => role.RoleName)).to.deep.equal([RoleName]);
    expect(
      (await cloud.iam.send(new ListInstanceProfilesForRoleCommand({ RoleName }))).InstanceProfiles?.map(
        (one) => one.InstanceProfileName,
      ),
    ).to.deep.equal([InstanceProfileName]);
    expect((await faultOf(cloud.iam.send(new DeleteRoleCommand({ RoleName })))).message).to.equal(
      "Cannot delete entity, must remove roles from instance profile first.",
    );
    expect((await faultOf(cloud.iam.send(new DeleteInstanceProfileCommand({ InstanceProfileName })))).message).to.equal(
      "Cannot delete entity, must remove roles from instance profile first.",
    );
    await cloud.iam.send(new RemoveRoleFromInstanceProfileCommand({ InstanceProfileName, RoleName }));
    expect(
      (await faultOf(cloud.iam.send(new RemoveRoleFromInstanceProfileCommand({ InstanceProfileName, RoleName }))))
        .message,
    ).to.equal("The role with name writer cannot be found.");
    await cloud.iam.send(new DeleteInstanceProfileCommand({ InstanceProfileName }));
    expect((await cloud.iam.send(new ListInstanceProfilesCommand({}))).InstanceProfiles).to.deep.equal([]);
    expect((await faultOf(cloud.iam.send(new GetInstanceProfileCommand({ InstanceProfileName })))).message).to.equal(
      "Instance Profile producer cannot be found.",
    );
  });

  it("a role gets another trust, description, length of sessions and tags", async () => {
    await cloud.iam.send(
      new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument: trust("lambda.amazonaws.com") }),
    );
    expect(
      (await faultOf(cloud.iam.send(new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument: "{}" })))).message,
    ).to.equal("This policy contains invalid Json");
    await cloud.iam.send(new UpdateRoleCommand({ RoleName, Description: "writes" }));
    await cloud.iam.send(new UpdateRoleCommand({ RoleName, MaxSessionDuration: 7200 }));
    await cloud.iam.send(
      new TagRoleCommand({
        RoleName,
        Tags: [
          { Key: "lab", Value: "04" },
          { Key: "new", Value: "x" },
        ],
      }),
    );
    await cloud.iam.send(new UntagRoleCommand({ RoleName, TagKeys: ["new"] }));
    const { Role: role } = await cloud.iam.send(new GetRoleCommand({ RoleName }));
    expect(role).to.deep.include({
      Description: "writes",
      MaxSessionDuration: 7200,
      Tags: [{ Key: "lab", Value: "04" }],
    });
    expect(decodeURIComponent(role?.AssumeRolePolicyDocument ?? "")).to.contain("lambda.amazonaws.com");
  });

  it("are seen by other services ten seconds later where the cloud lags", async () => {
    await cloud.restart({ lag: true });
    const AssumeRolePolicyDocument = JSON.stringify({
      Statement: [{ Effect: "Allow", Principal: { AWS: "000000000000" }, Action: "sts:AssumeRole" }],
    });
    const { Role } = await cloud.iam.send(new CreateRoleCommand({ RoleName: "late", AssumeRolePolicyDocument }));
    await cloud.iam.send(new CreateInstanceProfileCommand({ InstanceProfileName }));
    const ec2 = cloud.client(EC2Client);
    const seen = async () => {
      const isThere = (call: Promise<unknown>) =>
        call.then(
          () => true,
          () => false,
        );
      const launch = { ImageId: "ami-0abcdef1234567890", MinCount: 1, MaxCount: 1 };
      return [
        await isThere(cloud.sts.send(new AssumeRoleCommand({ RoleArn: Role?.Arn, RoleSessionName: "ana" }))),
        await isThere(
          ec2.send(new RunInstancesCommand({ ...launch, IamInstanceProfile: { Name: InstanceProfileName } })),
        ),
      ];
    };
    expect(await seen()).to.deep.equal([false, false]);
    await cloud.advance(9.5);
    expect(await seen()).to.deep.equal([false, false]);
    await cloud.advance(0.5);
    expect(await seen()).to.deep.equal([true, true]);
    await cloud.advance(60);
  });

  it("are of nobody where roles are not checked and there is none", async () => {
    await cloud.restart({ iam: "off" });
    const RoleArn = "arn:aws:iam::000000000000:role/nobody";
    const { AssumedRoleUser } = await cloud.sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: "ana" }));
    expect(AssumedRoleUser?.AssumedRoleId).to.equal(`AROA${"A".repeat(17)}:ana`);
  });
});

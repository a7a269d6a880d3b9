import type * as sdk from "@aws-sdk/client-ec2";
import { expect } from "chai";
import { catchFaultText } from "../../../testing/use-cloud";
import { DEFAULT, getId, useInstances } from "../testing/use-instances";

describe("launching and changing EC2 instances", () => {
  const { cloud, createClient: ec2, run, listAll: all, readInstance: described } = useInstances();
  const toBase64 = (text: string): string => Buffer.from(text).toString("base64");
  const modify = (InstanceId: string, input: Partial<sdk.ModifyInstanceAttributeCommandInput>) =>
    ec2().modifyInstanceAttribute({ InstanceId, ...input });

  it("launches as many as possible in one reservation, with valid settings only", async () => {
    const output = await run({ MinCount: 20, MaxCount: 20, SubnetId: "subnet-01ab0c10dd0d0efa1" });
    expect(output.map(({ AmiLaunchIndex }) => AmiLaunchIndex)).to.deep.equal([...output.keys()]);
    expect(new Set(output.map(getId)).size).to.equal(20);
    expect(new Set(output.map(({ Placement }) => Placement?.AvailabilityZone))).to.deep.equal(new Set(["us-east-1b"]));
    const [usual] = await run({ UserData: "", MaxCount: 1 });
    expect(usual?.InstanceType).to.equal("t3.micro");
    const createScript = (bytes: number): string => toBase64("#!/bin/bash\n".padEnd(bytes, "#"));
    await run({ UserData: createScript(16_384) });
    await run({ UserData: createScript(100).replace(/.{40}/g, "$&\r\n") });
    const many = "User data is limited to 16384 bytes";
    const emulated =
      "NotImplemented: The lab cloud runs user data that is a script and begins with #!. It does not emulate";
    const cases: readonly (readonly [input: Partial<sdk.RunInstancesCommandInput>, refusal: string | RegExp])[] = [
      [{ MaxCount: 21 }, /^InvalidParameterValue: .*maxCount/],
      [{ MinCount: 0 }, /^InvalidParameterValue: .*minCount/],
      [{ MinCount: 2 }, "InvalidParameterValue: Value for parameter minCount is invalid. It must not exceed maxCount."],
      [{ UserData: createScript(16_385) }, `InvalidParameterValue: ${many}`],
      [{ UserData: toBase64("echo\n") }, `${emulated} user data without a first line such as #!/bin/bash.`],
      [{ UserData: toBase64("Content-Type: x\n") }, `${emulated} user data of several parts.`],
      [{ UserData: toBase64("MIME-Version: 1.0\n") }, `${emulated} user data of several parts.`],
      [{ UserData: toBase64("#cloud-config\n") }, `${emulated} #cloud-config.`],
      ...["ami-0123456", "ami-012345678", "ami-0123456789abcdef01", "AMI-01234567", "xami-01234567"].map(
        (ImageId) => [{ ImageId }, `InvalidAMIID.Malformed: Invalid id: "${ImageId}" (expecting "ami-...")`] as const,
      ),
      [
        { IamInstanceProfile: { Arn: "arn:aws:iam::0:instance-profile/x" } },
        "InvalidParameterValue: Value (arn:aws:iam::0:instance-profile/x) for parameter iamInstanceProfile.name is invalid. Invalid IAM Instance Profile name",
      ],
      [{ SecurityGroups: ["none"] }, "InvalidGroup.NotFound: The security group 'none' does not exist"],
      [{ SecurityGroupIds: ["sg-0123"] }, "InvalidGroup.NotFound: The security group 'sg-0123' does not exist"],
      [{ ImageId: undefined }, "MissingParameter: The request must contain the parameter ImageId"],
      [{ UserData: "***" }, "InvalidParameterValue: Invalid BASE64 encoding of user data."],
      [{ KeyName: "mine" }, /^NotImplemented: The lab cloud does not emulate the member 'KeyName'/],
    ];
    for (const [input, refusal] of cases) {
      const words = await catchFaultText(run(input));
      if (typeof refusal === "string") expect(words).to.equal(refusal);
      else expect(words).to.match(refusal);
    }
    expect((await all()).length).to.equal(23);
  });

  it("changes all or none, and respects their protection", async () => {
    const [first = "", second = ""] = (await run({ MaxCount: 2 })).map(getId);
    const readState = async () => (await all()).map(({ State }) => State?.Name);
    const InstanceIds = [first, second];
    await cloud.advance(2);
    const { StoppingInstances } = await ec2().stopInstances({ InstanceIds: [second] });
    expect(StoppingInstances).to.deep.equal([
      {
        ...{ InstanceId: second, PreviousState: { Code: 16, Name: "running" } },
        CurrentState: { Code: 64, Name: "stopping" },
      },
    ]);
    expect(await catchFaultText(ec2().startInstances({ InstanceIds }))).to.equal(
      `IncorrectInstanceState: The instance '${second}' is not in a state from which it can be started.`,
    );
    await cloud.advance(2);
    expect(await catchFaultText(ec2().rebootInstances({ InstanceIds }))).to.equal(
      `IncorrectInstanceState: The instance '${second}' is not in a state from which it can be rebooted.`,
    );
    await modify(second, { DisableApiTermination: { Value: true } });
    const held = `OperationNotPermitted: The instance '${second}' may not be terminated. Modify its 'disableApiTermination' instance attribute and try again.`;
    expect(await catchFaultText(ec2().terminateInstances({ InstanceIds }))).to.equal(held);
    expect(await readState()).to.deep.equal(["running", "stopped"]);
    const { StartingInstances } = await ec2().startInstances({ InstanceIds });
    expect(
      StartingInstances?.map(({ PreviousState, CurrentState }) => [PreviousState?.Name, CurrentState?.Name]),
    ).to.deep.equal([
      ["running", "running"],
      ["stopped", "pending"],
    ]);
    expect((await ec2().startInstances({ InstanceIds: [second] })).StartingInstances?.[0]?.CurrentState).to.deep.equal({
      Code: 0,
      Name: "pending",
    });
    // An instance that is pending can be stopped, too, and one that stands still terminated.
    await ec2().stopInstances({ InstanceIds: [second] });
    await cloud.advance(2);
    await modify(second, { DisableApiTermination: { Value: false } });
    await ec2().terminateInstances({ InstanceIds });
    expect(await readState()).to.deep.equal(["shutting-down", "shutting-down"]);
    for (const call of [
      ec2().stopInstances({ InstanceIds: [first] }),
      ec2().rebootInstances({ InstanceIds: [first] }),
      ec2().startInstances({ InstanceIds: [first] }),
    ])
      expect(await catchFaultText(call)).to.match(/^IncorrectInstanceState/);
    await cloud.advance(2);
    expect(await readState()).to.deep.equal(["terminated", "terminated"]);
    await modify(second, { DisableApiTermination: { Value: true } });
    // Terminated instances no longer count.
    await ec2().terminateInstances({ InstanceIds });
    const missing = { InstanceIds: [first, "i-1", "i-2"] };
    expect(await catchFaultText(ec2().stopInstances(missing))).to.equal(
      "InvalidInstanceID.NotFound: The instance IDs 'i-1, i-2' do not exist",
    );
  });

  it("keeps their security group until they are terminated", async () => {
    const { GroupId = "" } = await ec2().createSecurityGroup({ GroupName: "producers", Description: "producers" });
    const [id = ""] = (await run({ SecurityGroupIds: [GroupId] })).map(getId);
    expect((await described(id)).SecurityGroups).to.deep.equal([{ GroupId, GroupName: "producers" }]);
    const remove = () => ec2().deleteSecurityGroup({ GroupId });
    expect(await catchFaultText(remove())).to.match(/^DependencyViolation/);
    await ec2().terminateInstances({ InstanceIds: [id] });
    await cloud.advance(2);
    expect(await remove()).to.include({ GroupId });
    expect(await catchFaultText(ec2().getConsoleOutput({ InstanceId: "i-0123" }))).to.include(
      "The instance ID 'i-0123' does not exist",
    );
  });

  it("changes other attributes, some of which require a stopped instance", async () => {
    const { GroupId = "" } = await ec2().createSecurityGroup({ GroupName: "producers", Description: "producers" });
    const [id = ""] = (await run()).map(getId);
    await cloud.advance(2);
    const stopped = `IncorrectInstanceState: The instance '${id}' is not in the 'stopped' state.`;
    const UserData = { Value: Buffer.from("#!/bin/bash\n") };
    expect(await catchFaultText(modify(id, { InstanceType: { Value: "t3.large" } }))).to.equal(stopped);
    expect(await catchFaultText(modify(id, { UserData }))).to.equal(stopped);
    await modify(id, { Groups: ["producers"] });
    expect((await described(id)).SecurityGroups).to.deep.equal([{ GroupId, GroupName: "producers" }]);
    await modify(id, { Groups: [DEFAULT, GroupId], InstanceInitiatedShutdownBehavior: { Value: "terminate" } });
    await modify(id, { InstanceInitiatedShutdownBehavior: {}, DisableApiTermination: {} });
    expect((await described(id)).SecurityGroups).to.have.length(2);
    const cases: readonly (readonly [input: Partial<sdk.ModifyInstanceAttributeCommandInput>, refusal: string])[] = [
      [
        { InstanceInitiatedShutdownBehavior: { Value: "sleep" } },
        "InvalidParameterValue: Value (sleep) for parameter instanceInitiatedShutdownBehavior is invalid.",
      ],
      [{ Groups: ["none"] }, "InvalidGroup.NotFound: The security group 'none' does not exist"],
    ];
    for (const [input, refusal] of cases) expect(await catchFaultText(modify(id, input))).to.equal(refusal);
    await ec2().stopInstances({ InstanceIds: [id] });
    await cloud.advance(2);
    await modify(id, { InstanceType: { Value: "t3.large" } });
    await modify(id, { UserData });
    expect((await described(id)).InstanceType).to.equal("t3.large");
  });

  it("tags instances together with groups, all or none", async () => {
    const { GroupId = "" } = await ec2().createSecurityGroup({
      ...{ GroupName: "producers", Description: "producers" },
      TagSpecifications: [{ ResourceType: "security-group", Tags: [{ Key: "a", Value: "0" }] }],
    });
    const [id = ""] = (await run()).map(getId);
    const Tags = [
      { Key: "a", Value: "1" },
      { Key: "b", Value: "2" },
      { Key: "c", Value: "" },
    ];
    const readTags = async () => [
      (await described(id)).Tags,
      (await ec2().describeSecurityGroups({ GroupIds: [GroupId] })).SecurityGroups?.[0]?.Tags,
    ];
    for (const nobody of ["i-0", "sg-0", "producers"])
      expect(await catchFaultText(ec2().createTags({ Resources: [id, GroupId, nobody], Tags }))).to.equal(
        `InvalidID: The ID '${nobody}' is not valid`,
      );
    expect(await readTags()).to.deep.equal([[], [{ Key: "a", Value: "0" }]]);
    await ec2().createTags({ Resources: [id, GroupId], Tags });
    expect(await readTags()).to.deep.equal([Tags, Tags]);
    const removed = [{ Key: "a" }, { Key: "b", Value: "other" }, { Key: "c", Value: "" }, { Key: "d" }];
    await ec2().deleteTags({ Resources: [id, GroupId], Tags: removed });
    expect(await readTags()).to.deep.equal([Tags.slice(1, 2), Tags.slice(1, 2)]);
    await ec2().deleteTags({ Resources: [id] });
    expect(await readTags()).to.deep.equal([[], Tags.slice(1, 2)]);
  });
});

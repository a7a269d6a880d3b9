import * as sdk from "@aws-sdk/client-ec2";
import { CreateInstanceProfileCommand } from "@aws-sdk/client-iam";
import { expect } from "chai";
import { skipIf } from "../../../../test/skip";
import { faultOf, START, useCloud } from "../../../testing/use-cloud";

const OWNER = "000000000000";
const VPC = "vpc-01ab0c10dd0d0efa1";
const DEFAULT = "sg-01ab0c10dd0d0efa1";
const IMAGE = "ami-0abcdef1234567890";

/** Their machines run nothing: what happens in them is tested in machine.test.ts. */
describe("ec2 instances, as they are described and changed", function () {
  before(function () {
    skipIf(this, process.platform === "win32" ? "instances are shells" : undefined);
  });
  const cloud = useCloud({
    confine: ({ cwd, env }) => ({ argv: ["/bin/bash", "-c", "exec tail -f /dev/null"], cwd, env }),
  });
  const ec2 = (): sdk.EC2Client => cloud.client(sdk.EC2Client);
  const base64 = (text: string): string => Buffer.from(text).toString("base64");
  const at = (seconds: number): Date => new Date(Date.parse(START) + 1000 * seconds);
  const run = async (input: Partial<sdk.RunInstancesCommandInput> = {}): Promise<sdk.Instance[]> =>
    (await ec2().send(new sdk.RunInstancesCommand({ ImageId: IMAGE, MinCount: 1, MaxCount: 1, ...input }))).Instances ??
    [];
  const launched = async (input: Partial<sdk.RunInstancesCommandInput>): Promise<sdk.Instance> =>
    (await run(input))[0] ?? {};
  const idOf = (instance: sdk.Instance | undefined): string => instance?.InstanceId ?? "";
  const all = async (input: sdk.DescribeInstancesCommandInput = {}): Promise<sdk.Instance[]> =>
    ((await ec2().send(new sdk.DescribeInstancesCommand(input))).Reservations ?? []).flatMap(
      ({ Instances = [] }) => Instances,
    );
  const described = async (id: string): Promise<sdk.Instance> => (await all({ InstanceIds: [id] }))[0] ?? {};
  const modify = (InstanceId: string, input: Partial<sdk.ModifyInstanceAttributeCommandInput>) =>
    ec2().send(new sdk.ModifyInstanceAttributeCommand({ InstanceId, ...input }));
  const told = async (call: Promise<unknown>): Promise<string> => {
    const { name, message } = await faultOf(call);
    return `${name}: ${message}`;
  };
  const dashed = (address = ""): string => address.replaceAll(".", "-");

  it("tell of themselves what AWS tells in each state, in the names of their region", async () => {
    for (const [region, host, dns] of [
      ["us-east-1", "ec2.internal", "compute-1"],
      ["eu-west-1", "eu-west-1.compute.internal", "eu-west-1.compute"],
    ] as const) {
      await cloud.restart({ region });
      const { InstanceProfile: profile } = await cloud.iam.send(
        new CreateInstanceProfileCommand({ InstanceProfileName: "producer" }),
      );
      const [made] = await run({
        ...{ InstanceType: "t3.small", ClientToken: "once", IamInstanceProfile: { Name: "producer" } },
        TagSpecifications: [
          { ResourceType: "instance", Tags: [{ Key: "a", Value: "1" }, { Key: "b" }, { Key: "a", Value: "2" }] },
          { ResourceType: "volume", Tags: [{ Key: "c", Value: "3" }] },
        ],
      });
      const { InstanceId, PrivateIpAddress, PublicIpAddress } = made ?? {};
      expect(InstanceId).to.match(/^i-0[0-9a-f]{16}$/);
      const always = {
        ...{ InstanceId, ImageId: IMAGE, InstanceType: "t3.small", AmiLaunchIndex: 0, ClientToken: "once" },
        ...{ Placement: { AvailabilityZone: `${region}a`, GroupName: "", Tenancy: "default" } },
        ...{ Monitoring: { State: "disabled" }, Architecture: process.arch === "arm64" ? "arm64" : "x86_64" },
        ...{ RootDeviceType: "ebs", RootDeviceName: "/dev/xvda", VirtualizationType: "hvm", Hypervisor: "xen" },
        ...{ IamInstanceProfile: { Arn: profile?.Arn, Id: profile?.InstanceProfileId } },
        Tags: [
          { Key: "a", Value: "2" },
          { Key: "b", Value: "" },
        ],
        ...{ EbsOptimized: false, SourceDestCheck: true, NetworkInterfaces: [], BlockDeviceMappings: [] },
        MetadataOptions: {
          ...{ State: "applied", HttpTokens: "required", HttpPutResponseHopLimit: 2, HttpEndpoint: "enabled" },
        },
        UsageOperation: "RunInstances",
      };
      const within = {
        ...{ SubnetId: "subnet-01ab0c10dd0d0efa0", VpcId: VPC, PrivateIpAddress },
        PrivateDnsName: `ip-${dashed(PrivateIpAddress)}.${host}`,
        SecurityGroups: [{ GroupId: DEFAULT, GroupName: "default" }],
      };
      const outside = (address = "") => ({
        ...{ PublicIpAddress: address, PublicDnsName: `ec2-${dashed(address)}.${dns}.amazonaws.com` },
      });
      const byUser = {
        StateTransitionReason: "Client.UserInitiatedShutdown: User initiated shutdown",
        StateReason: {
          Code: "Client.UserInitiatedShutdown",
          Message: "Client.UserInitiatedShutdown: User initiated shutdown",
        },
      };
      const pending = {
        ...{ ...always, ...within, ...outside(PublicIpAddress), LaunchTime: at(0), StateTransitionReason: "" },
        State: { Code: 0, Name: "pending" },
      };
      expect(made).to.deep.equal(pending);
      const { Reservations: [reservation] = [] } = await ec2().send(new sdk.DescribeInstancesCommand({}));
      expect(reservation?.ReservationId).to.match(/^r-0[0-9a-f]{16}$/);
      expect({ ...reservation, ReservationId: "r" }).to.deep.equal({
        ...{ ReservationId: "r", OwnerId: OWNER, Groups: [], Instances: [pending] },
      });
      const id = idOf(made);
      const InstanceIds = [id];
      await cloud.advance(10);
      expect(await described(id)).to.deep.equal({ ...pending, State: { Code: 16, Name: "running" } });
      await ec2().send(new sdk.StopInstancesCommand({ InstanceIds }));
      const still = { ...always, ...within, ...byUser, LaunchTime: at(0), PublicDnsName: "" };
      expect(await described(id)).to.deep.equal({ ...still, State: { Code: 64, Name: "stopping" } });
      await cloud.advance(10);
      expect(await described(id)).to.deep.equal({ ...still, State: { Code: 80, Name: "stopped" } });
      await ec2().send(new sdk.StartInstancesCommand({ InstanceIds }));
      const { PublicIpAddress: later, ...started } = await described(id);
      expect(later).to.not.equal(PublicIpAddress);
      expect({ ...started, PublicIpAddress: later }).to.deep.equal({
        ...{ ...pending, ...outside(later), LaunchTime: at(20) },
      });
      await cloud.advance(10);
      expect((await described(id)).LaunchTime).to.deep.equal(at(20));
      await ec2().send(new sdk.TerminateInstancesCommand({ InstanceIds }));
      expect(await described(id)).to.deep.equal({
        ...{ ...still, LaunchTime: at(20), State: { Code: 32, Name: "shutting-down" } },
      });
      await cloud.advance(10);
      // It has left its network.
      expect(await described(id)).to.deep.equal({
        ...{ ...always, ...byUser, LaunchTime: at(20), PrivateDnsName: "", PublicDnsName: "", SecurityGroups: [] },
        State: { Code: 48, Name: "terminated" },
      });
    }
  });

  it("are found by filters about each of their members", async () => {
    const { GroupId = "" } = await ec2().send(
      new sdk.CreateSecurityGroupCommand({ GroupName: "producers", Description: "producers" }),
    );
    const one = await launched({ InstanceType: "t3.nano" });
    await cloud.advance(2);
    const two = await launched({
      ...{ ImageId: "ami-01234567", InstanceType: "m5.large", SecurityGroups: ["producers"] },
      ...{ Placement: { AvailabilityZone: "us-east-1c" } },
      TagSpecifications: [{ ResourceType: "instance", Tags: [{ Key: "lab", Value: "3" }] }],
    });
    const { Reservations = [] } = await ec2().send(new sdk.DescribeInstancesCommand({}));
    const filters: readonly (readonly [name: string, ...ofThem: (string | undefined)[]])[] = [
      ["availability-zone", "us-east-1a", "us-east-1c"],
      ["image-id", IMAGE, "ami-01234567"],
      ["instance-id", one.InstanceId, two.InstanceId],
      ["instance-state-code", "16", "0"],
      ["instance-state-name", "running", "pending"],
      ["instance-type", "t3.nano", "m5.large"],
      ["instance.group-id", DEFAULT, GroupId],
      ["ip-address", one.PublicIpAddress, two.PublicIpAddress],
      ["private-ip-address", one.PrivateIpAddress, two.PrivateIpAddress],
      ["reservation-id", ...Reservations.map(({ ReservationId }) => ReservationId)],
      ["subnet-id", "subnet-01ab0c10dd0d0efa0", "subnet-01ab0c10dd0d0efa2"],
      ["tag:lab", undefined, "3"],
      ["tag-key", undefined, "lab"],
    ];
    const ids = async (Name: string, ...Values: string[]) => (await all({ Filters: [{ Name, Values }] })).map(idOf);
    for (const [name, ...ofThem] of filters) {
      for (const [at, value] of ofThem.entries())
        if (value !== undefined) expect(await ids(name, value), name).to.deep.equal([idOf([one, two][at])]);
      expect(await ids(name, "none"), name).to.deep.equal([]);
    }
    expect(await ids("vpc-id", VPC)).to.deep.equal([idOf(one), idOf(two)]);
    expect(await ids("instance-type", "*.*")).to.deep.equal([idOf(one), idOf(two)]);
  });

  it("tell their status while they run, or always if that is asked for", async () => {
    const [one] = await run();
    await cloud.advance(2);
    const [two] = await run({ InstanceType: "m5.large" });
    const healthy = async (input: sdk.DescribeInstanceStatusCommandInput) =>
      (await ec2().send(new sdk.DescribeInstanceStatusCommand(input))).InstanceStatuses ?? [];
    const ok = { Status: "ok", Details: [] };
    const ofOne = {
      ...{ InstanceId: idOf(one), AvailabilityZone: "us-east-1a", InstanceState: { Code: 16, Name: "running" } },
      ...{ InstanceStatus: ok, SystemStatus: ok },
    };
    expect(await healthy({})).to.deep.equal([ofOne]);
    expect(await healthy({ InstanceIds: [idOf(two)] })).to.deep.equal([]);
    const Filters = [{ Name: "instance-type", Values: ["m5.*"] }];
    expect((await healthy({ Filters, IncludeAllInstances: true })).map(idOf)).to.deep.equal([idOf(two)]);
    expect(await healthy({ Filters })).to.deep.equal([]);
  });

  it("are launched as many as may be, of one reservation, with what is right alone", async () => {
    const made = await run({ MinCount: 20, MaxCount: 20, SubnetId: "subnet-01ab0c10dd0d0efa1" });
    expect(made.map(({ AmiLaunchIndex }) => AmiLaunchIndex)).to.deep.equal([...made.keys()]);
    expect(new Set(made.map(idOf)).size).to.equal(20);
    expect(new Set(made.map(({ Placement }) => Placement?.AvailabilityZone))).to.deep.equal(new Set(["us-east-1b"]));
    const [usual] = await run({ UserData: "", MaxCount: 1 });
    expect(usual?.InstanceType).to.equal("t3.micro");
    const script = (bytes: number): string => base64("#!/bin/bash\n".padEnd(bytes, "#"));
    await run({ UserData: script(16_384) });
    await run({ UserData: script(100).replace(/.{40}/g, "$&\r\n") });
    const many = "User data is limited to 16384 bytes";
    const emulated =
      "NotImplemented: The lab cloud runs user data that is a script and begins with #!. It does not emulate";
    const cases: readonly (readonly [input: Partial<sdk.RunInstancesCommandInput>, refusal: string | RegExp])[] = [
      [{ MaxCount: 21 }, /^InvalidParameterValue: .*maxCount/],
      [{ MinCount: 0 }, /^InvalidParameterValue: .*minCount/],
      [{ MinCount: 2 }, "InvalidParameterValue: Value for parameter minCount is invalid. It must not exceed maxCount."],
      [{ UserData: script(16_385) }, `InvalidParameterValue: ${many}`],
      [{ UserData: base64("echo\n") }, `${emulated} user data without a first line such as #!/bin/bash.`],
      [{ UserData: base64("Content-Type: x\n") }, `${emulated} user data of several parts.`],
      [{ UserData: base64("MIME-Version: 1.0\n") }, `${emulated} user data of several parts.`],
      [{ UserData: base64("#cloud-config\n") }, `${emulated} #cloud-config.`],
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
      const words = await told(run(input));
      if (typeof refusal === "string") expect(words).to.equal(refusal);
      else expect(words).to.match(refusal);
    }
    expect((await all()).length).to.equal(23);
  });

  it("change together or not at all, and are held by their protection", async () => {
    const [one = "", two = ""] = (await run({ MaxCount: 2 })).map(idOf);
    const state = async () => (await all()).map(({ State }) => State?.Name);
    const InstanceIds = [one, two];
    await cloud.advance(2);
    const { StoppingInstances } = await ec2().send(new sdk.StopInstancesCommand({ InstanceIds: [two] }));
    expect(StoppingInstances).to.deep.equal([
      {
        ...{ InstanceId: two, PreviousState: { Code: 16, Name: "running" } },
        CurrentState: { Code: 64, Name: "stopping" },
      },
    ]);
    expect(await told(ec2().send(new sdk.StartInstancesCommand({ InstanceIds })))).to.equal(
      `IncorrectInstanceState: The instance '${two}' is not in a state from which it can be started.`,
    );
    await cloud.advance(2);
    expect(await told(ec2().send(new sdk.RebootInstancesCommand({ InstanceIds })))).to.equal(
      `IncorrectInstanceState: The instance '${two}' is not in a state from which it can be rebooted.`,
    );
    await modify(two, { DisableApiTermination: { Value: true } });
    const held = `OperationNotPermitted: The instance '${two}' may not be terminated. Modify its 'disableApiTermination' instance attribute and try again.`;
    expect(await told(ec2().send(new sdk.TerminateInstancesCommand({ InstanceIds })))).to.equal(held);
    expect(await state()).to.deep.equal(["running", "stopped"]);
    const { StartingInstances } = await ec2().send(new sdk.StartInstancesCommand({ InstanceIds }));
    expect(
      StartingInstances?.map(({ PreviousState, CurrentState }) => [PreviousState?.Name, CurrentState?.Name]),
    ).to.deep.equal([
      ["running", "running"],
      ["stopped", "pending"],
    ]);
    expect(
      (await ec2().send(new sdk.StartInstancesCommand({ InstanceIds: [two] }))).StartingInstances?.[0]?.CurrentState,
    ).to.deep.equal({ Code: 0, Name: "pending" });
    // An instance that is pending can be stopped, too, and one that stands still terminated.
    await ec2().send(new sdk.StopInstancesCommand({ InstanceIds: [two] }));
    await cloud.advance(2);
    await modify(two, { DisableApiTermination: { Value: false } });
    await ec2().send(new sdk.TerminateInstancesCommand({ InstanceIds }));
    expect(await state()).to.deep.equal(["shutting-down", "shutting-down"]);
    for (const call of [
      ec2().send(new sdk.StopInstancesCommand({ InstanceIds: [one] })),
      ec2().send(new sdk.RebootInstancesCommand({ InstanceIds: [one] })),
      ec2().send(new sdk.StartInstancesCommand({ InstanceIds: [one] })),
    ])
      expect(await told(call)).to.match(/^IncorrectInstanceState/);
    await cloud.advance(2);
    expect(await state()).to.deep.equal(["terminated", "terminated"]);
    await modify(two, { DisableApiTermination: { Value: true } });
    // What is terminated is held no longer.
    await ec2().send(new sdk.TerminateInstancesCommand({ InstanceIds }));
    const missing = { InstanceIds: [one, "i-1", "i-2"] };
    expect(await told(ec2().send(new sdk.StopInstancesCommand(missing)))).to.equal(
      "InvalidInstanceID.NotFound: The instance IDs 'i-1, i-2' do not exist",
    );
  });

  it("hold their security group until they are gone", async () => {
    const { GroupId = "" } = await ec2().send(
      new sdk.CreateSecurityGroupCommand({ GroupName: "producers", Description: "producers" }),
    );
    const [id = ""] = (await run({ SecurityGroupIds: [GroupId] })).map(idOf);
    expect((await described(id)).SecurityGroups).to.deep.equal([{ GroupId, GroupName: "producers" }]);
    const remove = () => ec2().send(new sdk.DeleteSecurityGroupCommand({ GroupId }));
    expect(await told(remove())).to.match(/^DependencyViolation/);
    await ec2().send(new sdk.TerminateInstancesCommand({ InstanceIds: [id] }));
    await cloud.advance(2);
    expect(await remove()).to.include({ GroupId });
    expect(await told(ec2().send(new sdk.GetConsoleOutputCommand({ InstanceId: "i-0123" })))).to.include(
      "The instance ID 'i-0123' does not exist",
    );
  });

  it("get other attributes, of which some want a stopped instance", async () => {
    const { GroupId = "" } = await ec2().send(
      new sdk.CreateSecurityGroupCommand({ GroupName: "producers", Description: "producers" }),
    );
    const [id = ""] = (await run()).map(idOf);
    await cloud.advance(2);
    const stopped = `IncorrectInstanceState: The instance '${id}' is not in the 'stopped' state.`;
    const UserData = { Value: Buffer.from("#!/bin/bash\n") };
    expect(await told(modify(id, { InstanceType: { Value: "t3.large" } }))).to.equal(stopped);
    expect(await told(modify(id, { UserData }))).to.equal(stopped);
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
    for (const [input, refusal] of cases) expect(await told(modify(id, input))).to.equal(refusal);
    await ec2().send(new sdk.StopInstancesCommand({ InstanceIds: [id] }));
    await cloud.advance(2);
    await modify(id, { InstanceType: { Value: "t3.large" } });
    await modify(id, { UserData });
    expect((await described(id)).InstanceType).to.equal("t3.large");
  });

  it("are tagged together with groups, all of them or none", async () => {
    const { GroupId = "" } = await ec2().send(
      new sdk.CreateSecurityGroupCommand({
        ...{ GroupName: "producers", Description: "producers" },
        TagSpecifications: [{ ResourceType: "security-group", Tags: [{ Key: "a", Value: "0" }] }],
      }),
    );
    const [id = ""] = (await run()).map(idOf);
    const Tags = [
      { Key: "a", Value: "1" },
      { Key: "b", Value: "2" },
      { Key: "c", Value: "" },
    ];
    const tags = async () => [
      (await described(id)).Tags,
      (await ec2().send(new sdk.DescribeSecurityGroupsCommand({ GroupIds: [GroupId] }))).SecurityGroups?.[0]?.Tags,
    ];
    for (const nobody of ["i-0", "sg-0", "producers"])
      expect(await told(ec2().send(new sdk.CreateTagsCommand({ Resources: [id, GroupId, nobody], Tags })))).to.equal(
        `InvalidID: The ID '${nobody}' is not valid`,
      );
    expect(await tags()).to.deep.equal([[], [{ Key: "a", Value: "0" }]]);
    await ec2().send(new sdk.CreateTagsCommand({ Resources: [id, GroupId], Tags }));
    expect(await tags()).to.deep.equal([Tags, Tags]);
    const gone = [{ Key: "a" }, { Key: "b", Value: "other" }, { Key: "c", Value: "" }, { Key: "d" }];
    await ec2().send(new sdk.DeleteTagsCommand({ Resources: [id, GroupId], Tags: gone }));
    expect(await tags()).to.deep.equal([Tags.slice(1, 2), Tags.slice(1, 2)]);
    await ec2().send(new sdk.DeleteTagsCommand({ Resources: [id] }));
    expect(await tags()).to.deep.equal([[], Tags.slice(1, 2)]);
  });

  it("run on the one image, in the one network, whose filters are theirs", async () => {
    const image = {
      ...{ Name: "al2023-ami-2023.6.20250101.0-kernel-6.1-x86_64", Public: true, State: "available" },
      ...{ Description: "Amazon Linux, as the lab cloud answers it", CreationDate: "2025-01-01T00:00:00.000Z" },
      ...{ ImageLocation: "amazon/al2023-ami-2023.6.20250101.0-kernel-6.1-x86_64", ImageOwnerAlias: "amazon" },
      ...{ OwnerId: "137112412989", Architecture: "x86_64", ImageType: "machine", RootDeviceType: "ebs" },
      ...{ RootDeviceName: "/dev/xvda", VirtualizationType: "hvm", Hypervisor: "xen", EnaSupport: true },
      PlatformDetails: "Linux/UNIX",
    };
    const images = async (input: sdk.DescribeImagesCommandInput = {}) =>
      (await ec2().send(new sdk.DescribeImagesCommand(input))).Images;
    expect(await images()).to.deep.equal([{ ...image, ImageId: IMAGE }]);
    expect(await images({ ImageIds: ["ami-1", "ami-2"] })).to.deep.equal([
      { ...image, ImageId: "ami-1" },
      { ...image, ImageId: "ami-2" },
    ]);
    const vpc = {
      ...{ VpcId: VPC, State: "available", CidrBlock: "172.31.0.0/16", IsDefault: true, InstanceTenancy: "default" },
      ...{ OwnerId: OWNER, DhcpOptionsId: "dopt-01ab0c10dd0d0efa1" },
    };
    const vpcs = async (input: sdk.DescribeVpcsCommandInput = {}) =>
      (await ec2().send(new sdk.DescribeVpcsCommand(input))).Vpcs;
    expect(await vpcs()).to.deep.equal([vpc]);
    expect(await vpcs({ VpcIds: [VPC] })).to.deep.equal([vpc]);
    for (const [Name, value] of Object.entries({
      ...{ "image-id": IMAGE, name: image.Name, "owner-alias": "amazon", state: "available", architecture: "x86_64" },
      ...{ "root-device-type": "ebs", "virtualization-type": "hvm", "is-public": "true" },
    })) {
      expect(await images({ Filters: [{ Name, Values: [value] }] }), Name).to.have.length(1);
      expect(await images({ Filters: [{ Name, Values: ["none"] }] }), Name).to.deep.equal([]);
    }
    for (const [Name, value] of Object.entries({
      ...{ "vpc-id": VPC, "is-default": "true", isDefault: "true", state: "available", cidr: "172.31.0.0/16" },
    })) {
      expect(await vpcs({ Filters: [{ Name, Values: [value] }] }), Name).to.have.length(1);
      expect(await vpcs({ Filters: [{ Name, Values: ["none"] }] }), Name).to.deep.equal([]);
    }
    const { Subnets: [subnet] = [] } = await ec2().send(new sdk.DescribeSubnetsCommand({}));
    expect(subnet).to.deep.equal({
      ...{ SubnetId: "subnet-01ab0c10dd0d0efa0", VpcId: VPC, AvailabilityZone: "us-east-1a", OwnerId: OWNER },
      ...{ CidrBlock: "172.31.0.0/20", State: "available", DefaultForAz: true, MapPublicIpOnLaunch: true },
      AvailableIpAddressCount: 4091,
    });
  });
});

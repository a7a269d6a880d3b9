import * as sdk from "@aws-sdk/client-ec2";
import { expect } from "chai";
import { catchFault, catchFaultText, useCloud } from "../../../testing/use-cloud";

const OWNER = "000000000000";
const VPC = "vpc-01ab0c10dd0d0efa1";
const DEFAULT = "sg-01ab0c10dd0d0efa1";
const IMAGE = "ami-0abcdef1234567890";

describe("EC2 security groups and networks", () => {
  const cloud = useCloud();
  const createClient = (): sdk.EC2 => cloud.createClient(sdk.EC2);
  const make = async (GroupName: string, more: Partial<sdk.CreateSecurityGroupCommandInput> = {}) =>
    (await createClient().createSecurityGroup({ GroupName, Description: `of ${GroupName}`, ...more })).GroupId ?? "";
  const listGroups = async (input: sdk.DescribeSecurityGroupsCommandInput = {}) =>
    (await createClient().describeSecurityGroups(input)).SecurityGroups ?? [];
  const createTcpPermission = (more: sdk.IpPermission): sdk.IpPermission => ({
    IpProtocol: "tcp",
    FromPort: 22,
    ToPort: 22,
    ...more,
  });

  it("are found by name, by id and by filters with wildcards, all of which must match", async () => {
    const [first, second] = [await make("one"), await make("two")];
    const Tags = [
      { Key: "lab", Value: "3" },
      { Key: "who", Value: "ana" },
    ];
    await createClient().createTags({ Resources: [first], Tags });
    const listNames = async (...filters: readonly (readonly [string, ...string[]])[]) =>
      (await listGroups({ Filters: filters.map(([Name, ...Values]) => ({ Name, Values })) })).map(
        ({ GroupName }) => GroupName,
      );
    expect(await listNames()).to.deep.equal(["default", "one", "two"]);
    const cases: readonly (readonly [readonly (readonly [string, ...string[]])[], readonly string[]])[] = [
      [[["group-name", "t*"]], ["two"]],
      [[["group-name", "?ne", "two"]], ["one", "two"]],
      [[["group-name", "on"]], []],
      [[["group-id", first]], ["one"]],
      [[["description", "of *"]], ["one", "two"]],
      [[["vpc-id", VPC]], ["default", "one", "two"]],
      [[["vpc-id", "vpc-0"]], []],
      [[["tag:lab", "3"]], ["one"]],
      [[["tag:lab", "4"]], []],
      [[["tag-key", "who"]], ["one"]],
      [[["tag-key", "what"]], []],
      [
        [
          ["description", "of *"],
          ["group-name", "two"],
        ],
        ["two"],
      ],
      [
        [
          ["description", "of *"],
          ["group-name", "default"],
        ],
        [],
      ],
    ];
    for (const [filters, found] of cases)
      expect(await listNames(...filters), JSON.stringify(filters)).to.deep.equal(found);
    expect((await listGroups({ GroupIds: [second], GroupNames: ["one"] })).map(({ GroupId }) => GroupId)).to.deep.equal(
      [second, first],
    );
    expect(await catchFaultText(listGroups({ GroupNames: ["none"] }))).to.equal(
      "InvalidGroup.NotFound: The security group 'none' does not exist",
    );
  });

  it("are created once per name in the only network, and deleted unless in use or the default", async () => {
    const [first, second] = [await make("one"), await make("two")];
    const remove = (input: sdk.DeleteSecurityGroupCommandInput) => createClient().deleteSecurityGroup(input);
    const pair = createTcpPermission({ UserIdGroupPairs: [{ GroupName: "one", Description: "ours" }] });
    await createClient().authorizeSecurityGroupIngress({ GroupName: "two", IpPermissions: [pair] });
    for (const [call, refusal] of [
      [make("one"), `InvalidGroup.Duplicate: The security group 'one' already exists for VPC '${VPC}'`],
      [make("x", { VpcId: "vpc-0" }), "InvalidVpcID.NotFound: The vpc ID 'vpc-0' does not exist"],
      [
        make("x".repeat(256), { Description: "" }),
        `InvalidParameterValue: Value '${"x".repeat(256)}' for parameter groupName is invalid. It must have length less than or equal to 255.`,
      ],
      [
        make("sg-x"),
        "InvalidParameterValue: Value (sg-x) for parameter GroupName is invalid. Group names may not be in the format sg-*.",
      ],
      [remove({}), "MissingParameter: The request must contain the parameter groupId"],
      [
        remove({ GroupName: "default" }),
        `CannotDelete: the specified group: "${DEFAULT}" name: "default" cannot be deleted by a user`,
      ],
      [remove({ GroupName: "one" }), `DependencyViolation: resource ${first} has a dependent object`],
      [remove({ GroupId: "sg-0" }), "InvalidGroup.NotFound: The security group 'sg-0' does not exist"],
    ] as const)
      expect(await catchFaultText(call)).to.equal(refusal);
    const permission = createTcpPermission({ UserIdGroupPairs: [{ GroupId: second }] });
    await createClient().authorizeSecurityGroupIngress({ GroupId: second, IpPermissions: [permission] });
    expect(await remove({ GroupName: "two" })).to.include({ Return: true, GroupId: second });
    expect(await remove({ GroupId: first })).to.include({ Return: true, GroupId: first });
    expect((await listGroups()).map(({ GroupName }) => GroupName)).to.deep.equal(["default"]);
  });

  it("describe rules for the same ports together, but addresses and groups separately", async () => {
    const [first, GroupId] = [await make("one"), await make("two")];
    const IpPermissions = [
      createTcpPermission({ IpRanges: [{ CidrIp: "10.0.0.0/8", Description: "us" }, { CidrIp: "0.0.0.0/0" }] }),
      createTcpPermission({ Ipv6Ranges: [{ CidrIpv6: "::/0", Description: "all" }] }),
      createTcpPermission({ UserIdGroupPairs: [{ GroupId: first, Description: "ours" }, { GroupName: "two" }] }),
      createTcpPermission({ FromPort: 80, ToPort: 90, IpRanges: [{ CidrIp: "10.0.0.0/8" }] }),
      { IpProtocol: "-1", FromPort: 1, ToPort: 2, IpRanges: [{ CidrIp: "10.0.0.0/8" }] },
    ];
    const { SecurityGroupRules: rules = [] } = await createClient().authorizeSecurityGroupIngress({
      GroupId,
      IpPermissions,
    });
    const rule = { GroupId, GroupOwnerId: OWNER, IsEgress: false, IpProtocol: "tcp", FromPort: 22, ToPort: 22 };
    const pairWith = (id: string): object => ({ ReferencedGroupInfo: { GroupId: id, UserId: OWNER } });
    expect(rules.map(({ SecurityGroupRuleId: _id, ...rest }) => rest)).to.deep.equal([
      { ...rule, CidrIpv4: "10.0.0.0/8", Description: "us" },
      { ...rule, CidrIpv4: "0.0.0.0/0" },
      { ...rule, CidrIpv6: "::/0", Description: "all" },
      { ...rule, ...pairWith(first), Description: "ours" },
      { ...rule, ...pairWith(GroupId) },
      { ...rule, FromPort: 80, ToPort: 90, CidrIpv4: "10.0.0.0/8" },
      { ...rule, IpProtocol: "-1", FromPort: -1, ToPort: -1, CidrIpv4: "10.0.0.0/8" },
    ]);
    expect(rules.every(({ SecurityGroupRuleId: id = "" }) => /^sgr-0[0-9a-f]{16}$/.test(id))).to.equal(true);
    const [group] = await listGroups({ GroupIds: [GroupId] });
    const nothing = { IpRanges: [], Ipv6Ranges: [], UserIdGroupPairs: [], PrefixListIds: [] };
    const any = { ...nothing, IpProtocol: "-1" };
    const pairs = [
      { GroupId: first, UserId: OWNER, Description: "ours" },
      { GroupId, UserId: OWNER },
    ];
    expect(group).to.deep.equal({
      ...{ GroupId, GroupName: "two", Description: "of two", VpcId: VPC, OwnerId: OWNER, Tags: [] },
      SecurityGroupArn: `arn:aws:ec2:us-east-1:${OWNER}:security-group/${GroupId}`,
      IpPermissions: [
        { ...nothing, ...IpPermissions[0], Ipv6Ranges: IpPermissions[1]?.Ipv6Ranges, UserIdGroupPairs: pairs },
        { ...nothing, ...IpPermissions[3] },
        { ...any, IpRanges: [{ CidrIp: "10.0.0.0/8" }] },
      ],
      IpPermissionsEgress: [{ ...any, IpRanges: [{ CidrIp: "0.0.0.0/0" }] }],
    });
    // Each way has its own rules: the same one isn't a duplicate there.
    const outside = { GroupId, IpPermissions: IpPermissions.slice(0, 2) };
    await createClient().authorizeSecurityGroupEgress(outside);
    expect((await listGroups({ GroupIds: [GroupId] }))[0]?.IpPermissionsEgress).to.have.length(2);
    await createClient().revokeSecurityGroupEgress(outside);
    const [inside] = await listGroups({ GroupIds: [GroupId] });
    expect([inside?.IpPermissions?.length, inside?.IpPermissionsEgress?.length]).to.deep.equal([3, 1]);
  });

  it("reject duplicate and missing rules, and invalid address blocks", async () => {
    const GroupId = await make("one");
    const allow = (input: Partial<sdk.AuthorizeSecurityGroupIngressCommandInput>) =>
      createClient().authorizeSecurityGroupIngress({ GroupId, ...input });
    const revoke = (input: Partial<sdk.RevokeSecurityGroupIngressCommandInput>) =>
      createClient().revokeSecurityGroupIngress({ GroupId, ...input });
    const plain = { IpProtocol: "tcp", FromPort: 22, ToPort: 22, CidrIp: "10.0.0.0/8" };
    await allow(plain);
    expect(await catchFaultText(allow(plain))).to.equal(
      'InvalidPermission.Duplicate: the specified rule "peer: 10.0.0.0/8, tcp, from port: 22, to port: 22, ALLOW" already exists',
    );
    const anyPort = { IpProtocol: "-1", FromPort: 1, CidrIp: "10.0.0.0/8" };
    await allow(anyPort);
    expect(await catchFaultText(allow(anyPort))).to.include(
      '"peer: 10.0.0.0/8, -1, from port: -1, to port: -1, ALLOW"',
    );
    await revoke(anyPort);
    const others = [{ IpProtocol: "udp" }, { FromPort: 21 }, { ToPort: 23 }, { CidrIp: "10.0.0.0/9" }];
    for (const other of others)
      expect(await catchFaultText(revoke({ ...plain, ...other }))).to.equal(
        "InvalidPermission.NotFound: The specified rule does not exist in this security group.",
      );
    for (const other of others) await allow({ ...plain, ...other });
    await revoke(plain);
    for (const other of others) await revoke({ ...plain, ...other });
    expect((await listGroups({ GroupIds: [GroupId] }))[0]?.IpPermissions).to.deep.equal([]);
    for (const cidr of ["10.0.0.0", "10.0.0/8", "10.0.0.0/33", "256.0.0.0/8", "all", ""])
      expect(
        await catchFaultText(allow({ IpPermissions: [createTcpPermission({ IpRanges: [{ CidrIp: cidr }] })] })),
      ).to.equal(`InvalidParameterValue: CIDR block ${cidr} is malformed`);
    expect(
      await catchFaultText(
        allow({ IpPermissions: [createTcpPermission({ IpRanges: [{ Description: "of nothing" }] })] }),
      ),
    ).to.equal("InvalidParameterValue: CIDR block  is malformed");
    for (const cidr of ["::", "::/129", "10.0.0.0/8", "zz::/1"])
      expect(
        await catchFaultText(allow({ IpPermissions: [createTcpPermission({ Ipv6Ranges: [{ CidrIpv6: cidr }] })] })),
      ).to.equal(`InvalidParameterValue: CIDR block ${cidr} is malformed`);
    for (const cidr of ["255.255.255.255/32", "0.0.0.0/0"]) await allow({ ...plain, CidrIp: cidr });
    for (const cidr of ["::1/128", "::/0"])
      await allow({ IpPermissions: [createTcpPermission({ Ipv6Ranges: [{ CidrIpv6: cidr }] })] });
    expect(await catchFaultText(allow({ IpPermissions: [{ IpRanges: [] }] }))).to.equal(
      "InvalidParameterValue: The request must contain the parameter ipProtocol",
    );
    for (const nobody of [
      createClient().authorizeSecurityGroupIngress(plain),
      createClient().revokeSecurityGroupIngress(plain),
    ])
      expect(await catchFaultText(nobody)).to.equal("MissingParameter: The request must contain the parameter groupId");
  });

  it("reject unsupported filters, and unknown ids", async () => {
    const Filters = [{ Name: "color", Values: ["blue"] }];
    for (const call of [
      listGroups({ Filters }),
      createClient().describeInstances({ Filters }),
      createClient().describeInstanceStatus({ Filters }),
      createClient().describeImages({ Filters }),
      createClient().describeSubnets({ Filters }),
      createClient().describeVpcs({ Filters }),
    ])
      expect(await catchFaultText(call)).to.equal("NotImplemented: The lab cloud does not emulate the filter 'color'.");
    for (const [call, refusal] of [
      [
        createClient().describeInstances({ InstanceIds: ["i-1", "i-2"] }),
        "InvalidInstanceID.NotFound: The instance IDs 'i-1, i-2' do not exist",
      ],
      [
        createClient().getConsoleOutput({ InstanceId: "i-1" }),
        "InvalidInstanceID.NotFound: The instance ID 'i-1' does not exist",
      ],
      [
        createClient().modifyInstanceAttribute({ InstanceId: "i-1", UserData: { Value: Buffer.from("#!") } }),
        "InvalidInstanceID.NotFound: The instance ID 'i-1' does not exist",
      ],
      [
        createClient().describeSubnets({ SubnetIds: ["subnet-0"] }),
        "InvalidSubnetID.NotFound: The subnet ID 'subnet-0' does not exist",
      ],
      [createClient().describeVpcs({ VpcIds: ["vpc-0"] }), "InvalidVpcID.NotFound: The vpc ID 'vpc-0' does not exist"],
      [
        createClient().describeImages({ ImageIds: ["ami-x"] }),
        'InvalidAMIID.Malformed: Invalid id: "ami-x" (expecting "ami-...")',
      ],
      [
        createClient().createTags({ Resources: ["sg-0"], Tags: [{ Key: "a", Value: "" }] }),
        "InvalidID: The ID 'sg-0' is not valid",
      ],
    ] as const)
      expect(await catchFaultText(call)).to.equal(refusal);
  });

  it("describe the subnets of each zone, and filter them", async () => {
    const listSubnets = async (input: sdk.DescribeSubnetsCommandInput = {}) =>
      ((await createClient().describeSubnets(input)).Subnets ?? []).map(
        ({ SubnetId, AvailabilityZone, CidrBlock, AvailableIpAddressCount }) => [
          ...[SubnetId, AvailabilityZone, CidrBlock, AvailableIpAddressCount],
        ],
      );
    const all = ["a", "b", "c"].map((zone, at) => [
      ...[`subnet-01ab0c10dd0d0efa${at}`, `us-east-1${zone}`, `172.31.${16 * at}.0/20`, 4091],
    ]);
    expect(await listSubnets()).to.deep.equal(all);
    expect(await listSubnets({ SubnetIds: ["subnet-01ab0c10dd0d0efa1"] })).to.deep.equal([all[1]]);
    expect(await listSubnets({ Filters: [{ Name: "availability-zone", Values: ["*c"] }] })).to.deep.equal([all[2]]);
    expect(await listSubnets({ Filters: [{ Name: "default-for-az", Values: ["false"] }] })).to.deep.equal([]);
    for (const Name of ["tag:lab", "tag-key"])
      expect(await listSubnets({ Filters: [{ Name, Values: ["*"] }] }), "what has no tags").to.deep.equal([]);
    const { AvailabilityZones } = await createClient().describeAvailabilityZones({
      ZoneNames: ["us-east-1a", "us-east-1z"],
    });
    expect(AvailabilityZones?.map(({ ZoneName, ZoneId }) => [ZoneName, ZoneId])).to.deep.equal([
      ["us-east-1a", "use1-az1"],
    ]);
  });

  it("belong to instances, whose states have AWS's numbers", async () => {
    const run = async (more: Partial<sdk.RunInstancesCommandInput> = {}) =>
      createClient().runInstances({ ImageId: IMAGE, MinCount: 1, MaxCount: 2, ...more });
    const { Instances: instances = [], ReservationId } = await run({ ClientToken: "once" });
    expect((await run({ ClientToken: "once" })).ReservationId).to.equal(ReservationId);
    const [InstanceId = "", other = ""] = instances.map(({ InstanceId: id }) => id);
    const InstanceIds = [InstanceId];
    const readState = async () => {
      const { Reservations = [] } = await createClient().describeInstances({ InstanceIds });
      return [Reservations[0]?.Instances?.[0]?.State?.Code, Reservations[0]?.Instances?.[0]?.State?.Name];
    };
    const listHealthy = async (IncludeAllInstances?: boolean) =>
      ((await createClient().describeInstanceStatus({ IncludeAllInstances })).InstanceStatuses ?? []).map(
        ({ InstanceId: id, InstanceStatus }) => [id, InstanceStatus?.Status],
      );
    expect(
      instances.map(({ SourceDestCheck, EbsOptimized, AmiLaunchIndex }) => [
        SourceDestCheck,
        EbsOptimized,
        AmiLaunchIndex,
      ]),
    ).to.deep.equal([
      [true, false, 0],
      [true, false, 1],
    ]);
    expect(await readState()).to.deep.equal([0, "pending"]);
    await cloud.advance(2);
    expect(await readState()).to.deep.equal([16, "running"]);
    const both = [InstanceId, other].map((id) => [id, "ok"]);
    expect(await listHealthy()).to.deep.equal(both);
    const change = async (Command: new (input: { InstanceIds: string[] }) => sdk.StopInstancesCommand) => {
      const answer = await createClient().send(new Command({ InstanceIds }));
      const [{ PreviousState, CurrentState } = {}] = Object.values(answer).find(Array.isArray) as [
        sdk.InstanceStateChange,
      ];
      return [PreviousState?.Code, CurrentState?.Code];
    };
    // The border: the three commands take and answer the same except for the list's name.
    const [start, stop, terminate] = [
      sdk.StartInstancesCommand,
      sdk.StopInstancesCommand,
      sdk.TerminateInstancesCommand,
    ].map((item) => item as unknown as typeof sdk.StopInstancesCommand) as [
      typeof sdk.StopInstancesCommand,
      typeof sdk.StopInstancesCommand,
      typeof sdk.StopInstancesCommand,
    ];
    expect(await change(start)).to.deep.equal([16, 16]);
    expect(await change(stop)).to.deep.equal([16, 64]);
    expect(await change(stop)).to.deep.equal([64, 64]);
    expect(await catchFaultText(change(start))).to.match(/^IncorrectInstanceState: .* from which it can be started\.$/);
    await cloud.advance(2);
    expect(await readState()).to.deep.equal([80, "stopped"]);
    expect(await catchFaultText(createClient().rebootInstances({ InstanceIds }))).to.match(/can be rebooted\.$/);
    expect(await listHealthy()).to.deep.equal(both.slice(1));
    expect(await listHealthy(true)).to.deep.equal([[InstanceId, "not-applicable"], ...both.slice(1)]);
    expect(await change(start)).to.deep.equal([80, 0]);
    await cloud.advance(2);
    const listByState = async (...Values: string[]) =>
      (
        await createClient().describeInstances({ Filters: [{ Name: "instance-state-code", Values }] })
      ).Reservations?.flatMap(({ Instances = [] }) => Instances.map(({ InstanceId: id }) => id));
    expect(await change(terminate)).to.deep.equal([16, 32]);
    expect(await change(terminate)).to.deep.equal([32, 32]);
    expect([await listByState("32"), await listByState("16")]).to.deep.equal([[InstanceId], [other]]);
    expect(await catchFaultText(change(stop))).to.match(/^IncorrectInstanceState: .* from which it can be stopped\.$/);
    await cloud.advance(2);
    expect(await readState()).to.deep.equal([48, "terminated"]);
    expect(await catchFaultText(change(stop))).to.match(/can be stopped\.$/);
    expect(await change(terminate)).to.deep.equal([48, 48]);
    const tagged = { Resources: [other], Tags: [{ Key: "a", Value: "1" }] };
    await createClient().createTags(tagged);
    await createClient().deleteTags({ Resources: [other] });
    const { Reservations } = await createClient().describeInstances({ InstanceIds: [other] });
    expect(Reservations?.[0]?.Instances?.[0]?.Tags).to.deep.equal([]);
    for (const [call, refusal] of [
      [run({ MinCount: 3 }), "Value for parameter minCount is invalid. It must not exceed maxCount."],
      [run({ SubnetId: "subnet-0" }), "The subnet ID 'subnet-0' does not exist"],
      [run({ Placement: { AvailabilityZone: "us-east-1z" } }), "The subnet ID 'us-east-1z' does not exist"],
    ] as const)
      expect((await catchFault(call)).message).to.equal(refusal);
  });
});

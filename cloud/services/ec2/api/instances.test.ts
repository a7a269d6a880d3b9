import type * as sdk from "@aws-sdk/client-ec2";
import { expect } from "chai";
import { START } from "../../../testing/use-cloud";
import { DEFAULT, getId, IMAGE, OWNER, useInstances, VPC } from "../testing/use-instances";

describe("descriptions of EC2 instances", () => {
  const { cloud, createClient: ec2, run, listAll: all, readInstance: described } = useInstances();
  const launchInstance = async (input: Partial<sdk.RunInstancesCommandInput>): Promise<sdk.Instance> =>
    (await run(input))[0] ?? {};
  const toDate = (seconds: number): Date => new Date(Date.parse(START) + 1000 * seconds);
  const toDashes = (address = ""): string => address.replaceAll(".", "-");

  const readInterfaceIds = ({ NetworkInterfaces: [only] = [] }: sdk.Instance = {}) => {
    const { MacAddress, NetworkInterfaceId, Attachment: { AttachmentId } = {} } = only ?? {};
    expect(MacAddress).to.match(/^0a(:[0-9a-f]{2}){5}$/);
    expect(NetworkInterfaceId).to.match(/^eni-0[0-9a-f]{16}$/);
    expect(AttachmentId).to.match(/^eni-attach-0[0-9a-f]{16}$/);
    return { MacAddress, NetworkInterfaceId, AttachmentId };
  };
  const readVolumeId = ({ BlockDeviceMappings: [only] = [] }: sdk.Instance) => {
    const { VolumeId } = only?.Ebs ?? {};
    expect(VolumeId).to.match(/^vol-0[0-9a-f]{16}$/);
    return VolumeId;
  };

  it("match AWS's in each state, with the region's names", async () => {
    for (const [region, host, dns] of [
      ["us-east-1", "ec2.internal", "compute-1"],
      ["eu-west-1", "eu-west-1.compute.internal", "eu-west-1.compute"],
    ] as const) {
      await cloud.restart({ region });
      const { InstanceProfile: profile } = await cloud.iam.createInstanceProfile({ InstanceProfileName: "producer" });
      const [instance] = await run({
        ...{ InstanceType: "t3.small", ClientToken: "once", IamInstanceProfile: { Name: "producer" } },
        TagSpecifications: [
          { ResourceType: "instance", Tags: [{ Key: "a", Value: "1" }, { Key: "b" }, { Key: "a", Value: "2" }] },
          { ResourceType: "volume", Tags: [{ Key: "c", Value: "3" }] },
        ],
      });
      const { InstanceId, PrivateIpAddress, PublicIpAddress } = instance ?? {};
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
        ...{ EbsOptimized: false, SourceDestCheck: true },
        ProductCodes: [],
        MetadataOptions: {
          ...{ State: "applied", HttpTokens: "required", HttpPutResponseHopLimit: 2, HttpEndpoint: "enabled" },
        },
        UsageOperation: "RunInstances",
      };
      const within = {
        ...{ SubnetId: "subnet-01ab0c10dd0d0efa0", VpcId: VPC, PrivateIpAddress },
        PrivateDnsName: `ip-${toDashes(PrivateIpAddress)}.${host}`,
        SecurityGroups: [{ GroupId: DEFAULT, GroupName: "default" }],
      };
      const formatOutside = (address = "") => ({
        ...{ PublicIpAddress: address, PublicDnsName: `ec2-${toDashes(address)}.${dns}.amazonaws.com` },
      });
      const attached = { AttachTime: toDate(0), DeleteOnTermination: true, Status: "attached" };
      const { AttachmentId, ...interfaceIds } = readInterfaceIds(instance);
      const createInterface = (publicAddress?: string, Status = "attached") => {
        const { SecurityGroups: Groups, SubnetId, VpcId, PrivateDnsName } = within;
        const { PublicIpAddress: PublicIp, PublicDnsName } = formatOutside(publicAddress);
        const Association = { IpOwnerId: "amazon", PublicDnsName, PublicIp };
        const address = { PrivateDnsName, PrivateIpAddress, ...(publicAddress === undefined ? {} : { Association }) };
        return {
          ...{ ...address, Description: "", Groups, InterfaceType: "interface", Ipv6Addresses: [] },
          ...{ ...interfaceIds, OwnerId: OWNER, SourceDestCheck: true, Status: "in-use", SubnetId, VpcId },
          Attachment: { ...attached, Status, AttachmentId, DeviceIndex: 0, NetworkCardIndex: 0 },
          PrivateIpAddresses: [{ ...address, Primary: true }],
        };
      };
      const byUser = {
        StateTransitionReason: "Client.UserInitiatedShutdown: User initiated shutdown",
        StateReason: {
          Code: "Client.UserInitiatedShutdown",
          Message: "Client.UserInitiatedShutdown: User initiated shutdown",
        },
      };
      const pending = {
        ...{
          ...always,
          ...within,
          ...formatOutside(PublicIpAddress),
          LaunchTime: toDate(0),
          StateTransitionReason: "",
        },
        State: { Code: 0, Name: "pending" },
        StateReason: { Code: "pending", Message: "pending" },
        ...{ NetworkInterfaces: [createInterface(PublicIpAddress, "attaching")], BlockDeviceMappings: [] },
      };
      expect(instance).to.deep.equal(pending);
      const { Reservations: [reservation] = [] } = await ec2().describeInstances({});
      expect(reservation?.ReservationId).to.match(/^r-0[0-9a-f]{16}$/);
      expect({ ...reservation, ReservationId: "r" }).to.deep.equal({
        ...{ ReservationId: "r", OwnerId: OWNER, Groups: [], Instances: [pending] },
      });
      const id = getId(instance);
      const InstanceIds = [id];
      await cloud.advance(10);
      const { StateReason: _, ...running } = pending;
      const found = await described(id);
      const VolumeId = readVolumeId(found);
      const BlockDeviceMappings = [{ DeviceName: "/dev/xvda", Ebs: { ...attached, VolumeId } }];
      const describeAttached = (address?: string) => ({
        ...{ NetworkInterfaces: [createInterface(address)], BlockDeviceMappings },
      });
      expect(found).to.deep.equal({
        ...{ ...running, ...describeAttached(PublicIpAddress), State: { Code: 16, Name: "running" } },
      });
      await ec2().stopInstances({ InstanceIds });
      const still = {
        ...{ ...always, ...within, ...describeAttached(), ...byUser, LaunchTime: toDate(0), PublicDnsName: "" },
      };
      expect(await described(id)).to.deep.equal({ ...still, State: { Code: 64, Name: "stopping" } });
      await cloud.advance(10);
      expect(await described(id)).to.deep.equal({ ...still, State: { Code: 80, Name: "stopped" } });
      await ec2().startInstances({ InstanceIds });
      const { PublicIpAddress: later, ...started } = await described(id);
      expect(later).to.not.equal(PublicIpAddress);
      expect({ ...started, PublicIpAddress: later }).to.deep.equal({
        ...{ ...pending, ...describeAttached(later), ...formatOutside(later), LaunchTime: toDate(20) },
      });
      await cloud.advance(10);
      expect((await described(id)).LaunchTime).to.deep.equal(toDate(20));
      await ec2().terminateInstances({ InstanceIds });
      expect(await described(id)).to.deep.equal({
        ...{ ...still, LaunchTime: toDate(20), State: { Code: 32, Name: "shutting-down" } },
      });
      await cloud.advance(10);
      // It has left its network.
      expect(await described(id)).to.deep.equal({
        ...{ ...always, ...byUser, LaunchTime: toDate(20), PrivateDnsName: "", PublicDnsName: "", SecurityGroups: [] },
        ...{ State: { Code: 48, Name: "terminated" }, NetworkInterfaces: [], BlockDeviceMappings: [] },
      });
    }
  });

  it("are filtered by each of their members", async () => {
    const { GroupId = "" } = await ec2().createSecurityGroup({ GroupName: "producers", Description: "producers" });
    const first = await launchInstance({ InstanceType: "t3.nano" });
    await cloud.advance(2);
    const two = await launchInstance({
      ...{ ImageId: "ami-01234567", InstanceType: "m5.large", SecurityGroups: ["producers"] },
      ...{ Placement: { AvailabilityZone: "us-east-1c" } },
      TagSpecifications: [{ ResourceType: "instance", Tags: [{ Key: "lab", Value: "3" }] }],
    });
    const { Reservations = [] } = await ec2().describeInstances({});
    const filters: readonly (readonly [name: string, ...ofThem: (string | undefined)[]])[] = [
      ["availability-zone", "us-east-1a", "us-east-1c"],
      ["image-id", IMAGE, "ami-01234567"],
      ["instance-id", first.InstanceId, two.InstanceId],
      ["instance-state-code", "16", "0"],
      ["instance-state-name", "running", "pending"],
      ["instance-type", "t3.nano", "m5.large"],
      ["instance.group-id", DEFAULT, GroupId],
      ["ip-address", first.PublicIpAddress, two.PublicIpAddress],
      ["private-ip-address", first.PrivateIpAddress, two.PrivateIpAddress],
      ["reservation-id", ...Reservations.map(({ ReservationId }) => ReservationId)],
      ["subnet-id", "subnet-01ab0c10dd0d0efa0", "subnet-01ab0c10dd0d0efa2"],
      ["tag:lab", undefined, "3"],
      ["tag-key", undefined, "lab"],
    ];
    const listIds = async (Name: string, ...Values: string[]) =>
      (await all({ Filters: [{ Name, Values }] })).map(getId);
    for (const [name, ...ofThem] of filters) {
      for (const [index, value] of ofThem.entries())
        if (value !== undefined) expect(await listIds(name, value), name).to.deep.equal([getId([first, two][index])]);
      expect(await listIds(name, "none"), name).to.deep.equal([]);
    }
    expect(await listIds("vpc-id", VPC)).to.deep.equal([getId(first), getId(two)]);
    expect(await listIds("instance-type", "*.*")).to.deep.equal([getId(first), getId(two)]);
  });

  it("include status while they run, or always on request", async () => {
    const [first] = await run();
    await cloud.advance(2);
    const [two] = await run({ InstanceType: "m5.large" });
    const listHealthy = async (input: sdk.DescribeInstanceStatusCommandInput) =>
      (await ec2().describeInstanceStatus(input)).InstanceStatuses ?? [];
    const ok = { Status: "ok", Details: [{ Name: "reachability", Status: "passed" }] };
    const oneStatus = {
      ...{ InstanceId: getId(first), AvailabilityZone: "us-east-1a", InstanceState: { Code: 16, Name: "running" } },
      ...{ InstanceStatus: ok, SystemStatus: ok },
    };
    expect(await listHealthy({})).to.deep.equal([oneStatus]);
    expect(await listHealthy({ InstanceIds: [getId(two)] })).to.deep.equal([]);
    const Filters = [{ Name: "instance-type", Values: ["m5.*"] }];
    expect((await listHealthy({ Filters, IncludeAllInstances: true })).map(getId)).to.deep.equal([getId(two)]);
    expect(await listHealthy({ Filters })).to.deep.equal([]);
  });

  it("list the only image and the only network, with their filters", async () => {
    const image = {
      ...{ Name: "al2023-ami-2023.6.20250101.0-kernel-6.1-x86_64", Public: true, State: "available" },
      ...{ Description: "Amazon Linux, as the lab cloud answers it", CreationDate: "2025-01-01T00:00:00.000Z" },
      ...{ ImageLocation: "amazon/al2023-ami-2023.6.20250101.0-kernel-6.1-x86_64", ImageOwnerAlias: "amazon" },
      ...{ OwnerId: "137112412989", Architecture: "x86_64", ImageType: "machine", RootDeviceType: "ebs" },
      ...{ RootDeviceName: "/dev/xvda", VirtualizationType: "hvm", Hypervisor: "xen", EnaSupport: true },
      PlatformDetails: "Linux/UNIX",
    };
    const listImages = async (input: sdk.DescribeImagesCommandInput = {}) => (await ec2().describeImages(input)).Images;
    expect(await listImages()).to.deep.equal([{ ...image, ImageId: IMAGE }]);
    expect(await listImages({ ImageIds: ["ami-1", "ami-2"] })).to.deep.equal([
      { ...image, ImageId: "ami-1" },
      { ...image, ImageId: "ami-2" },
    ]);
    const vpc = {
      ...{ VpcId: VPC, State: "available", CidrBlock: "172.31.0.0/16", IsDefault: true, InstanceTenancy: "default" },
      ...{ OwnerId: OWNER, DhcpOptionsId: "dopt-01ab0c10dd0d0efa1" },
    };
    const listVpcs = async (input: sdk.DescribeVpcsCommandInput = {}) => (await ec2().describeVpcs(input)).Vpcs;
    expect(await listVpcs()).to.deep.equal([vpc]);
    expect(await listVpcs({ VpcIds: [VPC] })).to.deep.equal([vpc]);
    for (const [Name, value] of Object.entries({
      ...{ "image-id": IMAGE, name: image.Name, "owner-alias": "amazon", state: "available", architecture: "x86_64" },
      ...{ "root-device-type": "ebs", "virtualization-type": "hvm", "is-public": "true" },
    })) {
      expect(await listImages({ Filters: [{ Name, Values: [value] }] }), Name).to.have.length(1);
      expect(await listImages({ Filters: [{ Name, Values: ["none"] }] }), Name).to.deep.equal([]);
    }
    for (const [Name, value] of Object.entries({
      ...{ "vpc-id": VPC, "is-default": "true", isDefault: "true", state: "available", cidr: "172.31.0.0/16" },
    })) {
      expect(await listVpcs({ Filters: [{ Name, Values: [value] }] }), Name).to.have.length(1);
      expect(await listVpcs({ Filters: [{ Name, Values: ["none"] }] }), Name).to.deep.equal([]);
    }
    const { Subnets: [subnet] = [] } = await ec2().describeSubnets({});
    expect(subnet).to.deep.equal({
      ...{ SubnetId: "subnet-01ab0c10dd0d0efa0", VpcId: VPC, AvailabilityZone: "us-east-1a", OwnerId: OWNER },
      ...{ CidrBlock: "172.31.0.0/20", State: "available", DefaultForAz: true, MapPublicIpOnLaunch: true },
      AvailableIpAddressCount: 4091,
    });
  });
});

import { createHash } from "node:crypto";
import { DescribeInstances$, DescribeInstanceStatus$ } from "@aws-sdk/client-ec2";
import type * as sdk from "@aws-sdk/client-ec2";
import { optional, refused, type Members } from "../../../core/members";
import { operation } from "../../framework/operation";
import { filters, paging, texts, flag } from "../model/fields";
import { filterItems, type Filterable } from "./filters";
import { VPC_ID } from "../model/network";
import { STATE_CODES, type StoredInstance } from "../model/stored";
import type { Services } from "../../framework/services";
import { describeTags } from "./tags";

export const getState = ({ state }: Pick<StoredInstance, "state">): sdk.InstanceState => ({
  Code: STATE_CODES[state],
  Name: state,
});

const toDashes = (ip: string): string => ip.replaceAll(".", "-");

/** The DNS names that AWS gives to an instance's addresses. */
export const formatPrivateName = ({ privateIp }: Pick<StoredInstance, "privateIp">, region: string): string =>
  region === "us-east-1"
    ? `ip-${toDashes(privateIp)}.ec2.internal`
    : `ip-${toDashes(privateIp)}.${region}.compute.internal`;
export const formatPublicName = ({ publicIp }: Pick<StoredInstance, "publicIp">, region: string): string =>
  publicIp === undefined
    ? ""
    : `ec2-${toDashes(publicIp)}.${region === "us-east-1" ? "compute-1" : `${region}.compute`}.amazonaws.com`;

/** Reservations as DescribeInstances and RunInstances answer them: the instances of one launch together. */
export function listReservations(cloud: Services, instances: readonly StoredInstance[]): sdk.Reservation[] {
  const ids = [...new Set(instances.map(({ reservationId }) => reservationId))];
  return ids.map((id) => {
    const together = instances.filter(({ reservationId }) => reservationId === id);
    return {
      ReservationId: id,
      OwnerId: cloud.account,
      Groups: [],
      Instances: together.map((instance, index) => describeInstance(cloud, instance, index)),
    };
  });
}

/** The reason for a state. A pending instance has its state, as a recording of AWS shows (botocore, `ec2-run-instances.xml`). */
function describeReason({ state, reason }: StoredInstance): Pick<sdk.Instance, "StateReason"> {
  if (reason !== undefined) return { StateReason: { Code: reason.code, Message: reason.message } };
  return state === "pending" ? { StateReason: { Code: state, Message: state } } : {};
}

/** 17 hexadecimal digits for what an instance has one of, always the same for the same instance. */
const deriveDigits = (of: string, { id }: StoredInstance): string =>
  `0${createHash("sha256").update(`${of} of ${id}`).digest("hex").slice(0, 16)}`;

const describeGroups = ({ ec2 }: Services, { groups }: StoredInstance) =>
  groups.map((id) => ({ GroupId: id, GroupName: ec2.groups.find(id)?.name ?? "" }));

/** Whether an instance has never run: after a stop, a pending instance is only started again. */
const isNew = ({ state, launchedAt, attachedAt }: StoredInstance): boolean =>
  state === "pending" && launchedAt === attachedAt;

/** What an instance's interface and disk share: both are attached when it is launched, and deleted with it. */
const describeAttachment = (instance: StoredInstance) =>
  ({
    AttachTime: new Date(instance.attachedAt),
    DeleteOnTermination: true,
    Status: isNew(instance) ? "attaching" : "attached",
  }) as const;

/** The only network interface of an instance, as a recording of AWS shows (botocore, `ec2-run-instances.xml`). */
function describeNetworkInterface(cloud: Services, instance: StoredInstance): sdk.InstanceNetworkInterface {
  const digits = deriveDigits("network interface", instance);
  const association =
    instance.publicIp === undefined
      ? undefined
      : {
          IpOwnerId: "amazon",
          PublicDnsName: formatPublicName(instance, cloud.region),
          PublicIp: instance.publicIp,
        };
  const address = {
    PrivateDnsName: formatPrivateName(instance, cloud.region),
    PrivateIpAddress: instance.privateIp,
    ...(association === undefined ? {} : { Association: association }),
  };
  return {
    ...address,
    Attachment: {
      ...describeAttachment(instance),
      AttachmentId: `eni-attach-${deriveDigits("attachment", instance)}`,
      DeviceIndex: 0,
      NetworkCardIndex: 0,
    },
    Description: "",
    Groups: describeGroups(cloud, instance),
    InterfaceType: "interface",
    Ipv6Addresses: [],
    // The second digit says that the address is given by the network's owner, not by a manufacturer.
    MacAddress: ["0a", ...(digits.slice(1, 11).match(/../g) ?? [])].join(":"),
    NetworkInterfaceId: `eni-${digits}`,
    OwnerId: cloud.account,
    PrivateIpAddresses: [{ ...address, Primary: true }],
    SourceDestCheck: true,
    Status: "in-use",
    SubnetId: instance.subnetId,
    VpcId: VPC_ID,
  };
}

/** The root disk. In a new instance, AWS lists none (botocore, `ec2-run-instances.xml`). */
function listBlockDevices(instance: StoredInstance): sdk.InstanceBlockDeviceMapping[] {
  if (isNew(instance)) return [];
  const volume = { VolumeId: `vol-${deriveDigits("volume", instance)}` };
  return [{ DeviceName: ROOT_DEVICE, Ebs: { ...describeAttachment(instance), ...volume } }];
}

const ROOT_DEVICE = "/dev/xvda";

/** A terminated instance has lost both. */
const describeAttached = (
  cloud: Services,
  instance: StoredInstance,
): Pick<sdk.Instance, "NetworkInterfaces" | "BlockDeviceMappings"> =>
  instance.state === "terminated"
    ? { NetworkInterfaces: [], BlockDeviceMappings: [] }
    : {
        NetworkInterfaces: [describeNetworkInterface(cloud, instance)],
        BlockDeviceMappings: listBlockDevices(instance),
      };

function describeInstance(cloud: Services, instance: StoredInstance, index: number): sdk.Instance {
  const { region, iam } = cloud;
  const profile = instance.profile === undefined ? undefined : iam.profiles.find(instance.profile);
  const isThere = instance.state !== "terminated";
  return {
    InstanceId: instance.id,
    ImageId: instance.imageId,
    State: getState(instance),
    PrivateDnsName: isThere ? formatPrivateName(instance, region) : "",
    PublicDnsName: formatPublicName(instance, region),
    StateTransitionReason: instance.reason?.message ?? "",
    ...describeReason(instance),
    AmiLaunchIndex: index,
    ProductCodes: [],
    InstanceType: instance.type as sdk._InstanceType,
    LaunchTime: new Date(instance.launchedAt),
    Placement: { AvailabilityZone: instance.zone, GroupName: "", Tenancy: "default" },
    Monitoring: { State: "disabled" },
    ...(isThere ? { SubnetId: instance.subnetId, VpcId: VPC_ID, PrivateIpAddress: instance.privateIp } : {}),
    ...(instance.publicIp === undefined ? {} : { PublicIpAddress: instance.publicIp }),
    Architecture: process.arch === "arm64" ? "arm64" : "x86_64",
    RootDeviceType: "ebs",
    RootDeviceName: ROOT_DEVICE,
    SecurityGroups: isThere ? describeGroups(cloud, instance) : [],
    ...(profile === undefined ? {} : { IamInstanceProfile: { Arn: profile.arn, Id: profile.id } }),
    Tags: describeTags(instance.tags),
    VirtualizationType: "hvm",
    Hypervisor: "xen",
    EbsOptimized: false,
    SourceDestCheck: true,
    MetadataOptions: { State: "applied", HttpTokens: "required", HttpPutResponseHopLimit: 2, HttpEndpoint: "enabled" },
    ...describeAttached(cloud, instance),
    ClientToken: instance.clientToken ?? "",
    UsageOperation: "RunInstances",
  };
}

const describeInstancesMembers = {
  InstanceIds: optional(texts),
  Filters: optional(filters),
  IncludeManagedResources: refused(),
  DryRun: refused(),
  ...paging,
} satisfies Members<sdk.DescribeInstancesRequest>;

const instanceFilters: Filterable<StoredInstance> = {
  "availability-zone": ({ zone }) => zone,
  "image-id": ({ imageId }) => imageId,
  "instance-id": ({ id }) => id,
  "instance-state-code": ({ state }) => String(STATE_CODES[state]),
  "instance-state-name": ({ state }) => state,
  "instance-type": ({ type }) => type,
  "instance.group-id": ({ groups }) => groups,
  "ip-address": ({ publicIp }) => publicIp,
  "private-ip-address": ({ privateIp }) => privateIp,
  "reservation-id": ({ reservationId }) => reservationId,
  "subnet-id": ({ subnetId }) => subnetId,
  "vpc-id": () => VPC_ID,
};

/** All instances in one answer, without pages. A terminated instance is shown for an hour. */
export const describeInstances = operation(
  DescribeInstances$,
  describeInstancesMembers,
  (cloud, { InstanceIds: ids, Filters }): sdk.DescribeInstancesResult => {
    const instances = ids === undefined ? cloud.ec2.instances.listAll() : cloud.ec2.instances.requireInstances(ids);
    return { Reservations: listReservations(cloud, filterItems(instances, Filters, instanceFilters)) };
  },
);

const describeInstanceStatusMembers = {
  InstanceIds: optional(texts),
  Filters: optional(filters),
  IncludeAllInstances: optional(flag),
  IncludeManagedResources: refused(),
  DryRun: refused(),
  ...paging,
} satisfies Members<sdk.DescribeInstanceStatusRequest>;

/** Only running instances, unless IncludeAllInstances is set. */
export const describeInstanceStatus = operation(
  DescribeInstanceStatus$,
  describeInstanceStatusMembers,
  (cloud, request): sdk.DescribeInstanceStatusResult => {
    const { InstanceIds: ids, Filters, IncludeAllInstances: isAll = false } = request;
    const instances = filterItems(
      ids === undefined ? cloud.ec2.instances.listAll() : cloud.ec2.instances.requireInstances(ids),
      Filters,
      instanceFilters,
    );
    return {
      InstanceStatuses: instances
        .filter(({ state }) => isAll || state === "running")
        .map((instance) => {
          const status: sdk.InstanceStatusSummary =
            instance.state === "running"
              ? { Status: "ok", Details: [{ Name: "reachability", Status: "passed" }] }
              : { Status: "not-applicable", Details: [] };
          return {
            InstanceId: instance.id,
            AvailabilityZone: instance.zone,
            InstanceState: getState(instance),
            InstanceStatus: status,
            SystemStatus: status,
          };
        }),
    };
  },
);

import type { Instance, InstanceState, Reservation, _InstanceType } from "@aws-sdk/client-ec2";
import type { Services } from "../../framework/services";
import { VPC_ID } from "../model/network";
import { STATE_CODES, type StoredInstance } from "../model/stored";
import { describeTags } from "./describe-tags";

export const getState = ({ state }: Pick<StoredInstance, "state">): InstanceState => ({
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
export function listReservations(cloud: Services, instances: readonly StoredInstance[]): Reservation[] {
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

function describeInstance({ region, ec2, iam }: Services, instance: StoredInstance, index: number): Instance {
  const profile = instance.profile === undefined ? undefined : iam.profiles.find(instance.profile);
  const isThere = instance.state !== "terminated";
  return {
    InstanceId: instance.id,
    ImageId: instance.imageId,
    State: getState(instance),
    PrivateDnsName: isThere ? formatPrivateName(instance, region) : "",
    PublicDnsName: formatPublicName(instance, region),
    StateTransitionReason: instance.reason?.message ?? "",
    ...(instance.reason === undefined
      ? {}
      : { StateReason: { Code: instance.reason.code, Message: instance.reason.message } }),
    AmiLaunchIndex: index,
    InstanceType: instance.type as _InstanceType,
    LaunchTime: new Date(instance.launchedAt),
    Placement: { AvailabilityZone: instance.zone, GroupName: "", Tenancy: "default" },
    Monitoring: { State: "disabled" },
    ...(isThere ? { SubnetId: instance.subnetId, VpcId: VPC_ID, PrivateIpAddress: instance.privateIp } : {}),
    ...(instance.publicIp === undefined ? {} : { PublicIpAddress: instance.publicIp }),
    Architecture: process.arch === "arm64" ? "arm64" : "x86_64",
    RootDeviceType: "ebs",
    RootDeviceName: "/dev/xvda",
    SecurityGroups: isThere
      ? instance.groups.map((id) => ({ GroupId: id, GroupName: ec2.groups.find(id)?.name ?? "" }))
      : [],
    ...(profile === undefined ? {} : { IamInstanceProfile: { Arn: profile.arn, Id: profile.id } }),
    Tags: describeTags(instance.tags),
    VirtualizationType: "hvm",
    Hypervisor: "xen",
    EbsOptimized: false,
    SourceDestCheck: true,
    MetadataOptions: { State: "applied", HttpTokens: "required", HttpPutResponseHopLimit: 2, HttpEndpoint: "enabled" },
    NetworkInterfaces: [],
    BlockDeviceMappings: [],
    ...(instance.clientToken === undefined ? {} : { ClientToken: instance.clientToken }),
    UsageOperation: "RunInstances",
  };
}

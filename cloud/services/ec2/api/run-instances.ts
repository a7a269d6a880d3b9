import { RunInstances$, type RunInstancesRequest, type Reservation, type _InstanceType } from "@aws-sdk/client-ec2";
import { noted, optional, refused, required, structure, type Members } from "../../../core/members";
import { integer, oneOf, string, type Rule } from "../../../core/rules";
import type { Services } from "../../framework/services";
import { operationWithNotes } from "../../framework/operation";
import { listReservations } from "./describe-instances";
import {
  createCodeNotAllowedFault,
  createInvalidParameterFault,
  createMalformedImageIdFault,
  createMissingParameterFault,
  createProfileNotFoundFault,
  createSubnetNotFoundFault,
  createUserDataNotBase64Fault,
  createUserDataNotEmulatedFault,
  createUserDataTooLongFault,
} from "../model/faults";
import { flag, tagSpecifications, text, texts } from "../model/fields";
import { drawPrivateAddress, drawPublicAddress, listSubnets } from "../model/network";
import type { StoredInstance } from "../model/stored";
import { selectTags } from "./tags";

interface PlacementRequest {
  readonly SubnetId?: string | undefined;
  readonly Placement?: { readonly AvailabilityZone?: string | undefined } | undefined;
  readonly SecurityGroupIds?: readonly string[] | undefined;
  readonly SecurityGroups?: readonly string[] | undefined;
}

/** The placement of an instance: its zone, subnet and security groups; `third` as in `LabSubnet`. */
type InstancePlacement = Pick<StoredInstance, "zone" | "subnetId" | "groups"> & { readonly third: number };

/** @throws AwsFault if a subnet or a security group does not exist */
function choosePlacement(
  { region, ec2 }: Services,
  { SubnetId: requested, Placement: placement, SecurityGroupIds = [], SecurityGroups = [] }: PlacementRequest,
): InstancePlacement {
  const all = listSubnets(region);
  const subnet = all.find(({ id, zone }) =>
    requested === undefined ? zone === (placement?.AvailabilityZone ?? `${region}a`) : id === requested,
  );
  if (subnet === undefined) throw createSubnetNotFoundFault(requested ?? placement?.AvailabilityZone ?? "");
  const groups = [...SecurityGroupIds, ...SecurityGroups].map((item) => ec2.groups.requireGroup(item).id);
  return {
    zone: subnet.zone,
    subnetId: subnet.id,
    third: subnet.third,
    groups: groups.length === 0 ? [ec2.groups.getDefault().id] : groups,
  };
}

/**
 * The name of the instance profile in a request.
 * @throws AwsFault InvalidParameterValue if the profile does not exist
 */
function findProfile(
  { iam }: Services,
  request: { readonly Arn?: string | undefined; readonly Name?: string | undefined } | undefined,
): string | undefined {
  if (request === undefined) return undefined;
  const found = iam.profiles.listAll().find(({ name, arn }) => name === request.Name || arn === request.Arn);
  if (found === undefined || !iam.profiles.isSeen(found))
    throw createProfileNotFoundFault(request.Name ?? request.Arn ?? "");
  return found.name;
}

const MAX_BYTES = 16_384;

/**
 * Checks user data, which is stored as base64.
 *
 * @throws AwsFault InvalidParameterValue if it is not base64 or too long, NotImplemented if it is not a script
 */
export function checkUserData(userData: string | undefined): string | undefined {
  if (userData === undefined || userData === "") return undefined;
  if (!/^[A-Za-z0-9+/\s]*={0,2}\s*$/.test(userData)) throw createUserDataNotBase64Fault();
  const plain = Buffer.from(userData, "base64");
  if (plain.byteLength > MAX_BYTES) throw createUserDataTooLongFault();
  const text = plain.toString("utf8");
  if (text.startsWith("#cloud-config")) throw createUserDataNotEmulatedFault("#cloud-config");
  if (/^(?:Content-Type|MIME-Version):/i.test(text)) throw createUserDataNotEmulatedFault("user data of several parts");
  if (!text.startsWith("#!"))
    throw createUserDataNotEmulatedFault("user data without a first line such as #!/bin/bash");
  return userData.replace(/\s/g, "");
}

const USUAL_MONITORING = {
  what: "detailed monitoring is not enabled",
  says: "EC2: detailed monitoring; the lab cloud leaves it switched off",
};
const NO_METADATA = {
  what: "the options of the metadata service are those of a new instance",
  says: "EC2: the options of the metadata service; the lab cloud has no such service",
};
const members = {
  MaxCount: required(integer({ min: 1, max: 20 })),
  MinCount: required(integer({ min: 1, max: 20 })),
  ImageId: optional(text),
  InstanceType: optional(string({ pattern: "[a-z0-9-]+\\.[a-z0-9-]+" }) as Rule<_InstanceType>),
  SecurityGroupIds: optional(texts),
  SecurityGroups: optional(texts),
  SubnetId: optional(text),
  UserData: optional(text),
  TagSpecifications: optional(tagSpecifications),
  DisableApiTermination: optional(flag),
  InstanceInitiatedShutdownBehavior: optional(oneOf(["stop", "terminate"])),
  ClientToken: optional(text),
  IamInstanceProfile: optional(structure({ Arn: optional(text), Name: optional(text) })),
  Monitoring: optional(structure({ Enabled: noted(required(flag), USUAL_MONITORING) })),
  Placement: optional(
    structure({
      AvailabilityZone: optional(text),
      AvailabilityZoneId: refused(),
      Affinity: refused(),
      GroupName: refused(),
      PartitionNumber: refused(),
      HostId: refused(),
      Tenancy: refused(),
      SpreadDomain: refused(),
      HostResourceGroupArn: refused(),
      GroupId: refused(),
    }),
  ),
  MetadataOptions: optional(
    structure({
      HttpTokens: noted(optional(text as Rule<"required">), NO_METADATA),
      HttpPutResponseHopLimit: noted(optional(integer()), NO_METADATA),
      HttpEndpoint: noted(optional(oneOf(["enabled"])), NO_METADATA),
      HttpProtocolIpv6: refused(),
      InstanceMetadataTags: refused(),
    }),
  ),
  BlockDeviceMappings: refused(),
  Ipv6AddressCount: refused(),
  Ipv6Addresses: refused(),
  KernelId: refused(),
  KeyName: refused(),
  RamdiskId: refused(),
  ElasticGpuSpecification: refused(),
  ElasticInferenceAccelerators: refused(),
  LaunchTemplate: refused(),
  InstanceMarketOptions: refused(),
  CreditSpecification: refused(),
  CpuOptions: refused(),
  CapacityReservationSpecification: refused(),
  HibernationOptions: refused(),
  LicenseSpecifications: refused(),
  EnclaveOptions: refused(),
  PrivateDnsNameOptions: refused(),
  MaintenanceOptions: refused(),
  DisableApiStop: refused(),
  EnablePrimaryIpv6: refused(),
  NetworkPerformanceOptions: refused(),
  Operator: refused(),
  SecondaryInterfaces: refused(),
  DryRun: refused(),
  PrivateIpAddress: refused(),
  AdditionalInfo: refused(),
  NetworkInterfaces: refused(),
  EbsOptimized: refused(),
} satisfies Members<RunInstancesRequest>;

const THIS_MACHINE = {
  what: "image, type, monitoring and metadata options: an instance is a group of processes of this machine",
  says: "EC2: an instance is a group of processes of this machine, whatever its image, type, monitoring and metadata options",
};

/** AWS's default type for a launch without one. */
const USUAL_TYPE = "t3.micro";

/**
 * Launches instances. Each is a process group of this machine that runs the user data.
 *
 * @remarks Every well-formed image id is accepted, and stands for this machine. KeyName is refused, because nobody can
 *  log in to an instance.
 */
export const runInstances = operationWithNotes(THIS_MACHINE)(
  RunInstances$,
  members,
  (cloud, request, call): Reservation => {
    const { ImageId: imageId, ClientToken: clientToken, MaxCount, MinCount } = request;
    if (!cloud.runsCode) throw createCodeNotAllowedFault();
    call.addNote(THIS_MACHINE);
    const { instances } = cloud.ec2;
    const before =
      clientToken === undefined ? [] : instances.listAll().filter((instance) => instance.clientToken === clientToken);
    if (before.length > 0) return requireOnly(listReservations(cloud, before));
    if (imageId === undefined) throw createMissingParameterFault("ImageId");
    if (!/^ami-[0-9a-f]{8}(?:[0-9a-f]{9})?$/.test(imageId)) throw createMalformedImageIdFault(imageId);
    if (MinCount > MaxCount)
      throw createInvalidParameterFault("Value for parameter minCount is invalid. It must not exceed maxCount.");
    const common = {
      ...mergeTemplate(cloud, request),
      ...choosePlacement(cloud, request),
      imageId,
      clientToken,
      reservationId: `r-0${instances.random.drawHex(16)}`,
    };
    return requireOnly(
      listReservations(
        cloud,
        Array.from({ length: MaxCount }, () => launchInstance(cloud, common)),
      ),
    );
  },
);

type CommonInstanceFields = Omit<
  StoredInstance,
  "id" | "state" | "until" | "reason" | "launchedAt" | "attachedAt" | "privateIp" | "publicIp"
> &
  InstancePlacement;

function mergeTemplate(
  cloud: Services,
  request: Pick<
    RunInstancesRequest,
    | "UserData"
    | "InstanceType"
    | "IamInstanceProfile"
    | "TagSpecifications"
    | "DisableApiTermination"
    | "InstanceInitiatedShutdownBehavior"
  >,
) {
  const userData = checkUserData(request.UserData);
  return {
    type: request.InstanceType ?? USUAL_TYPE,
    profile: findProfile(cloud, request.IamInstanceProfile),
    userData,
    runsUserData: userData !== undefined,
    tags: selectTags("instance", request.TagSpecifications),
    isProtected: request.DisableApiTermination ?? false,
    onShutdown: request.InstanceInitiatedShutdownBehavior ?? "stop",
  };
}

function launchInstance(cloud: Services, { third, ...common }: CommonInstanceFields): StoredInstance {
  const { random } = cloud.ec2.instances;
  const instance = {
    ...common,
    id: `i-0${random.drawHex(16)}`,
    reason: undefined,
    until: undefined,
    launchedAt: cloud.now(),
    attachedAt: cloud.now(),
    privateIp: drawPrivateAddress(random, third),
    publicIp: drawPublicAddress(random),
  };
  return cloud.ec2.instances.enter({ ...instance, state: "pending" }, { state: "pending" });
}

function requireOnly([reservation]: Reservation[]): Reservation {
  if (reservation === undefined) throw new Error("nothing was launched");
  return reservation;
}

import { RunInstances$, type RunInstancesRequest, type Reservation, type _InstanceType } from "@aws-sdk/client-ec2";
import { noted, optional, refused, required, structure, type Members } from "../../../core/members";
import { integer, oneOf, string, type Rule } from "../../../core/rules";
import type { Services } from "../../framework/services";
import { operationWithNotes } from "../../framework/operation";
import { listReservations } from "./describe-instance";
import {
  createCodeNotAllowedFault,
  createInvalidParameterFault,
  createMalformedImageIdFault,
  createMissingParameterFault,
} from "../model/faults";
import { flag, tagSpecifications, text, texts } from "../model/fields";
import { choosePlacement, findProfile, type InstancePlacement } from "./launch";
import { drawPrivateAddress, drawPublicAddress } from "../model/network";
import type { StoredInstance } from "../model/stored";
import { selectTags } from "./describe-tags";
import { checkUserData } from "./user-data";

const USUAL_MONITORING = {
  what: "detailed monitoring is not switched on",
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
  "id" | "state" | "until" | "reason" | "launchedAt" | "privateIp" | "publicIp"
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
    privateIp: drawPrivateAddress(random, third),
    publicIp: drawPublicAddress(random),
  };
  return cloud.ec2.instances.enter({ ...instance, state: "pending" }, { state: "pending" });
}

function requireOnly([reservation]: Reservation[]): Reservation {
  if (reservation === undefined) throw new Error("nothing was launched");
  return reservation;
}

import type { Reservation } from "@aws-sdk/client-ec2";
import { StabilizationFailure } from "../../cloudformation/model/deployment/reasons";
import {
  createListShape,
  maybe,
  needed,
  createRefusedField,
  createTextShape,
  createBooleanShape,
} from "../../cloudformation/model/properties/shape";
import type { ResourceContext } from "../../cloudformation/resources/resource-context";
import { defineResourceType } from "../../cloudformation/resources/type-definition";
import { isSameJson } from "../../cloudformation/model/properties/json";
import { formatPrivateName, formatPublicName } from "../api/describe-instances";
import { ec2 } from "../service";
import { VPC_ID } from "../model/network";
import { createTags, deleteTags } from "../api/tags";
import { modifyInstanceAttribute, startInstances, stopInstances, terminateInstances } from "../api/instance-changes";
import { runInstances } from "../api/run-instances";
import type { StoredInstance } from "../model/stored";
import { tagChanges, tagList } from "../../cloudformation/model/properties/api-shape";

/**
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-instance.html
 * @remarks On AWS an instance profile is changed in place, and changed user data does not run by itself; here another
 *  profile replaces the instance, and changed user data runs when the instance starts again.
 */
export const instance = defineResourceType({
  type: "AWS::EC2::Instance",
  properties: {
    AvailabilityZone: maybe(createTextShape()),
    DisableApiTermination: maybe(createBooleanShape()),
    IamInstanceProfile: maybe(createTextShape()),
    ImageId: needed(createTextShape()),
    InstanceInitiatedShutdownBehavior: maybe(createTextShape()),
    InstanceType: maybe(createTextShape()),
    Monitoring: maybe(createBooleanShape()),
    SecurityGroupIds: maybe(createListShape(createTextShape())),
    SecurityGroups: maybe(createListShape(createTextShape())),
    SubnetId: maybe(createTextShape()),
    Tags: maybe(tagList()),
    UserData: maybe(createTextShape()),
    AdditionalInfo: createRefusedField(),
    Affinity: createRefusedField(),
    BlockDeviceMappings: createRefusedField(),
    CpuOptions: createRefusedField(),
    CreditSpecification: createRefusedField(),
    EbsOptimized: createRefusedField(),
    ElasticGpuSpecifications: createRefusedField(),
    ElasticInferenceAccelerators: createRefusedField(),
    EnclaveOptions: createRefusedField(),
    HibernationOptions: createRefusedField(),
    HostId: createRefusedField(),
    HostResourceGroupArn: createRefusedField(),
    Ipv6AddressCount: createRefusedField(),
    Ipv6Addresses: createRefusedField(),
    KernelId: createRefusedField(),
    KeyName: createRefusedField(),
    LaunchTemplate: createRefusedField(),
    LicenseSpecifications: createRefusedField(),
    MetadataOptions: createRefusedField(),
    NetworkInterfaces: createRefusedField(),
    PlacementGroupName: createRefusedField(),
    PrivateDnsNameOptions: createRefusedField(),
    PrivateIpAddress: createRefusedField(),
    PropagateTagsToVolumeOnCreation: createRefusedField(),
    RamdiskId: createRefusedField(),
    SourceDestCheck: createRefusedField(),
    SsmAssociations: createRefusedField(),
    Tenancy: createRefusedField(),
    Volumes: createRefusedField(),
  },
  replacement: ["AvailabilityZone", "IamInstanceProfile", "ImageId", "SecurityGroups", "SubnetId"],
  attributes: ["AvailabilityZone", "InstanceId", "PrivateDnsName", "PrivateIp", "PublicDnsName", "PublicIp", "VpcId"],
  async create(context, { AvailabilityZone, IamInstanceProfile, Monitoring, Tags = [], ...properties }) {
    const { Instances: [instance] = [] } = await context.call<Reservation>(ec2, runInstances, {
      ...properties,
      MinCount: 1,
      MaxCount: 1,
      ...(AvailabilityZone === undefined ? {} : { Placement: { AvailabilityZone } }),
      ...(IamInstanceProfile === undefined ? {} : { IamInstanceProfile: { Name: IamInstanceProfile } }),
      ...(Monitoring === undefined ? {} : { Monitoring: { Enabled: Monitoring } }),
      TagSpecifications: [{ ResourceType: "instance", Tags }],
    });
    return instance?.InstanceId ?? "";
  },
  /** An instance that was stopped for an update is changed and started again. One that is terminated meanwhile fails. */
  async settle(context, { id, properties }) {
    const { state, type, userData } = requireInstance(context, id);
    if (state === "shutting-down" || state === "terminated") throw new StabilizationFailure("AWS::EC2::Instance", id);
    if (state !== "stopped") return state === "running";
    const { InstanceType = type, UserData = "" } = properties;
    if (type !== InstanceType)
      await context.call(ec2, modifyInstanceAttribute, { InstanceId: id, InstanceType: { Value: InstanceType } });
    if ((userData ?? "") !== UserData)
      await context.call(ec2, modifyInstanceAttribute, {
        InstanceId: id,
        UserData: { Value: Buffer.from(UserData, "base64") },
      });
    await context.call(ec2, startInstances, { InstanceIds: [id] });
    return false;
  },
  async update(context, { id, properties: before }, desired) {
    const {
      DisableApiTermination: isProtected = false,
      SecurityGroupIds: groups,
      InstanceInitiatedShutdownBehavior: behavior = "stop",
    } = desired;
    await context.call(ec2, modifyInstanceAttribute, {
      InstanceId: id,
      DisableApiTermination: { Value: isProtected },
      InstanceInitiatedShutdownBehavior: { Value: behavior },
    });
    if (groups !== undefined && !isSameJson(groups, before.SecurityGroupIds))
      await context.call(ec2, modifyInstanceAttribute, { InstanceId: id, Groups: groups });
    const { set, removed } = tagChanges(before.Tags ?? [], desired.Tags ?? []);
    if (set.length > 0) await context.call(ec2, createTags, { Resources: [id], Tags: set });
    if (removed.length > 0)
      await context.call(ec2, deleteTags, { Resources: [id], Tags: removed.map((Key) => ({ Key })) });
    if (before.InstanceType !== desired.InstanceType || before.UserData !== desired.UserData)
      await context.call(ec2, stopInstances, { InstanceIds: [id] });
  },
  async remove(context, { id }) {
    await context.call(ec2, terminateInstances, { InstanceIds: [id] });
  },
  isGone: (context, { id }) => (context.cloud.ec2.instances.find(id)?.state ?? "terminated") === "terminated",
  describe(context, { id }) {
    const { region } = context.cloud;
    const instance = requireInstance(context, id);
    return {
      AvailabilityZone: instance.zone,
      InstanceId: id,
      PrivateDnsName: formatPrivateName(instance, region),
      PrivateIp: instance.privateIp,
      PublicDnsName: formatPublicName(instance, region),
      PublicIp: instance.publicIp ?? "",
      VpcId: VPC_ID,
    };
  },
});

function requireInstance({ cloud }: ResourceContext, id: string): StoredInstance {
  const [instance] = cloud.ec2.instances.requireInstances([id]);
  if (instance === undefined) throw new Error(`${id} is not there`);
  return instance;
}

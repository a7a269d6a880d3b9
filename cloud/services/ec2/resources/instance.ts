import type { Reservation } from "@aws-sdk/client-ec2";
import { NotStabilized } from "../../cloudformation/deployment/reasons";
import { listOf, maybe, needed, refusedProperty, text, yesNo } from "../../cloudformation/properties/shape";
import { tagChanges, tagList } from "../../cloudformation/properties/tags";
import type { ResourceContext } from "../../cloudformation/resource-context";
import { resourceType } from "../../cloudformation/type-definition";
import { sameJson } from "../../cloudformation/template/json";
import { privateName, publicName } from "../describe-instance";
import { ec2 } from "../index";
import { VPC_ID } from "../network";
import { createTags } from "../operations/create-tags";
import { deleteTags } from "../operations/delete-tags";
import { modifyInstanceAttribute } from "../operations/modify-instance-attribute";
import { runInstances } from "../operations/run-instances";
import { startInstances } from "../operations/start-instances";
import { stopInstances } from "../operations/stop-instances";
import { terminateInstances } from "../operations/terminate-instances";
import type { StoredInstance } from "../stored";

/**
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-instance.html
 * @remarks On AWS an instance profile is changed in place, and changed user data does not run by itself; here another
 *  profile replaces the instance, and changed user data runs when the instance starts again.
 */
export const instance = resourceType({
  type: "AWS::EC2::Instance",
  properties: {
    AvailabilityZone: maybe(text()),
    DisableApiTermination: maybe(yesNo()),
    IamInstanceProfile: maybe(text()),
    ImageId: needed(text()),
    InstanceInitiatedShutdownBehavior: maybe(text()),
    InstanceType: maybe(text()),
    Monitoring: maybe(yesNo()),
    SecurityGroupIds: maybe(listOf(text())),
    SecurityGroups: maybe(listOf(text())),
    SubnetId: maybe(text()),
    Tags: maybe(tagList()),
    UserData: maybe(text()),
    AdditionalInfo: refusedProperty(),
    Affinity: refusedProperty(),
    BlockDeviceMappings: refusedProperty(),
    CpuOptions: refusedProperty(),
    CreditSpecification: refusedProperty(),
    EbsOptimized: refusedProperty(),
    ElasticGpuSpecifications: refusedProperty(),
    ElasticInferenceAccelerators: refusedProperty(),
    EnclaveOptions: refusedProperty(),
    HibernationOptions: refusedProperty(),
    HostId: refusedProperty(),
    HostResourceGroupArn: refusedProperty(),
    Ipv6AddressCount: refusedProperty(),
    Ipv6Addresses: refusedProperty(),
    KernelId: refusedProperty(),
    KeyName: refusedProperty(),
    LaunchTemplate: refusedProperty(),
    LicenseSpecifications: refusedProperty(),
    MetadataOptions: refusedProperty(),
    NetworkInterfaces: refusedProperty(),
    PlacementGroupName: refusedProperty(),
    PrivateDnsNameOptions: refusedProperty(),
    PrivateIpAddress: refusedProperty(),
    PropagateTagsToVolumeOnCreation: refusedProperty(),
    RamdiskId: refusedProperty(),
    SourceDestCheck: refusedProperty(),
    SsmAssociations: refusedProperty(),
    Tenancy: refusedProperty(),
    Volumes: refusedProperty(),
  },
  replacement: ["AvailabilityZone", "IamInstanceProfile", "ImageId", "SecurityGroups", "SubnetId"],
  attributes: ["AvailabilityZone", "InstanceId", "PrivateDnsName", "PrivateIp", "PublicDnsName", "PublicIp", "VpcId"],
  async create(context, { AvailabilityZone, IamInstanceProfile, Monitoring, Tags = [], ...given }) {
    const { Instances: [made] = [] } = await context.call<Reservation>(ec2, runInstances, {
      ...given,
      MinCount: 1,
      MaxCount: 1,
      ...(AvailabilityZone === undefined ? {} : { Placement: { AvailabilityZone } }),
      ...(IamInstanceProfile === undefined ? {} : { IamInstanceProfile: { Name: IamInstanceProfile } }),
      ...(Monitoring === undefined ? {} : { Monitoring: { Enabled: Monitoring } }),
      TagSpecifications: [{ ResourceType: "instance", Tags }],
    });
    return made?.InstanceId ?? "";
  },
  /** An instance that was stopped for an update is changed and started again. One that is terminated meanwhile fails. */
  async settle(context, { id, properties }) {
    const { state, type, userData } = there(context, id);
    if (state === "shutting-down" || state === "terminated") throw new NotStabilized("AWS::EC2::Instance", id);
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
  async update(context, { id, properties: before }, wanted) {
    const {
      DisableApiTermination: isProtected = false,
      SecurityGroupIds: groups,
      InstanceInitiatedShutdownBehavior: behaviour = "stop",
    } = wanted;
    await context.call(ec2, modifyInstanceAttribute, {
      InstanceId: id,
      DisableApiTermination: { Value: isProtected },
      InstanceInitiatedShutdownBehavior: { Value: behaviour },
    });
    if (groups !== undefined && !sameJson(groups, before.SecurityGroupIds))
      await context.call(ec2, modifyInstanceAttribute, { InstanceId: id, Groups: groups });
    const { set, gone } = tagChanges(before.Tags ?? [], wanted.Tags ?? []);
    if (set.length > 0) await context.call(ec2, createTags, { Resources: [id], Tags: set });
    if (gone.length > 0) await context.call(ec2, deleteTags, { Resources: [id], Tags: gone.map((Key) => ({ Key })) });
    if (before.InstanceType !== wanted.InstanceType || before.UserData !== wanted.UserData)
      await context.call(ec2, stopInstances, { InstanceIds: [id] });
  },
  async remove(context, { id }) {
    await context.call(ec2, terminateInstances, { InstanceIds: [id] });
  },
  isGone: (context, { id }) => (context.cloud.ec2.instances.find(id)?.state ?? "terminated") === "terminated",
  describe(context, { id }) {
    const { region } = context.cloud;
    const instance = there(context, id);
    return {
      AvailabilityZone: instance.zone,
      InstanceId: id,
      PrivateDnsName: privateName(instance, region),
      PrivateIp: instance.privateIp,
      PublicDnsName: publicName(instance, region),
      PublicIp: instance.publicIp ?? "",
      VpcId: VPC_ID,
    };
  },
});

function there({ cloud }: ResourceContext, id: string): StoredInstance {
  const [instance] = cloud.ec2.instances.named([id]);
  if (instance === undefined) throw new Error(`${id} is not there`);
  return instance;
}

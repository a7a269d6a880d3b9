import type { CreateSecurityGroupResult } from "@aws-sdk/client-ec2";
import { getItemAt } from "../../../../foundation/item-at";
import {
  createListShape,
  maybe,
  needed,
  record,
  createRefusedField,
  createTextShape,
  createWholeChange,
  type ReadFields,
} from "../../cloudformation/model/properties/shape";
import type { ResourceContext } from "../../cloudformation/resources/resource-context";
import { defineResourceType } from "../../cloudformation/resources/type-definition";
import { ec2 } from "../service";
import {
  authorizeSecurityGroupIngress,
  revokeSecurityGroupIngress,
  authorizeSecurityGroupEgress,
  revokeSecurityGroupEgress,
  createSecurityGroup,
  deleteSecurityGroup,
} from "../api/security-groups";
import { createTags, deleteTags } from "../api/tags";
import { tagChanges, tagList } from "../../cloudformation/model/properties/api-shape";

const ports = {
  IpProtocol: needed(createTextShape()),
  FromPort: maybe(createWholeChange()),
  ToPort: maybe(createWholeChange()),
  CidrIp: maybe(createTextShape()),
  Description: maybe(createTextShape()),
  CidrIpv6: maybe(createTextShape()),
};
const ingress = {
  ...ports,
  SourceSecurityGroupId: maybe(createTextShape()),
  SourceSecurityGroupName: maybe(createTextShape()),
  SourcePrefixListId: createRefusedField(),
  SourceSecurityGroupOwnerId: createRefusedField(),
};
const egress = {
  ...ports,
  DestinationSecurityGroupId: maybe(createTextShape()),
  DestinationPrefixListId: createRefusedField(),
};

type Rule = ReadFields<typeof ingress> & ReadFields<typeof egress>;
const EVERYTHING: readonly Rule[] = [{ IpProtocol: "-1", CidrIp: "0.0.0.0/0" }];

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-securitygroup.html */
export const securityGroup = defineResourceType({
  type: "AWS::EC2::SecurityGroup",
  properties: {
    GroupDescription: needed(createTextShape()),
    GroupName: maybe(createTextShape()),
    SecurityGroupEgress: maybe(createListShape(record(egress))),
    SecurityGroupIngress: maybe(createListShape(record(ingress))),
    Tags: maybe(tagList()),
    VpcId: maybe(createTextShape()),
  },
  replacement: ["GroupDescription", "GroupName", "VpcId"],
  named: "GroupName",
  maxNameLength: 255,
  attributes: ["GroupId", "Id", "VpcId"],
  /** The physical id is the group's name if the template names no VPC, else the group's id. */
  async create(context, { GroupName = context.generatedName, GroupDescription, VpcId, Tags = [], ...rules }) {
    const { GroupId = "" } = await context.call<CreateSecurityGroupResult>(ec2, createSecurityGroup, {
      GroupName,
      Description: GroupDescription,
      ...(VpcId === undefined ? {} : { VpcId }),
    });
    const id = VpcId === undefined ? GroupName : GroupId;
    context.noteCreated(id);
    await context.call(ec2, createTags, { Resources: [GroupId], Tags: [...Tags, ...createStackTags(context)] });
    await setRules(context, GroupId, { from: {}, to: rules });
    return id;
  },
  async update(context, { id, properties: before }, desired) {
    const GroupId = context.cloud.ec2.groups.requireGroup(id).id;
    await setRules(context, GroupId, { from: before, to: desired });
    const { set, removed } = tagChanges(before.Tags ?? [], desired.Tags ?? []);
    if (set.length > 0) await context.call(ec2, createTags, { Resources: [GroupId], Tags: set });
    if (removed.length > 0)
      await context.call(ec2, deleteTags, { Resources: [GroupId], Tags: removed.map((Key) => ({ Key })) });
  },
  async remove(context, { id }) {
    await context.call(ec2, deleteSecurityGroup, { GroupId: context.cloud.ec2.groups.find(id)?.id ?? id });
  },
  describe({ cloud }, { id }) {
    const { id: GroupId, vpcId: VpcId } = cloud.ec2.groups.requireGroup(id);
    return { GroupId, Id: id, VpcId };
  },
});

/** AWS's tags that name the group's stack and logical id. */
const createStackTags = ({ stackName, stackId, logicalId }: ResourceContext): { Key: string; Value: string }[] =>
  Object.entries({ "stack-name": stackName, "stack-id": stackId, "logical-id": logicalId }).map(([Key, Value]) => ({
    Key: `aws:cloudformation:${Key}`,
    Value,
  }));

interface Rules {
  readonly SecurityGroupIngress?: readonly Rule[];
  readonly SecurityGroupEgress?: readonly Rule[];
}

/** A group whose template lists no outgoing rules lets all traffic out. */
async function setRules(
  context: ResourceContext,
  GroupId: string,
  { from, to }: { readonly from: Rules; readonly to: Rules },
): Promise<void> {
  const incoming = compareRules(from.SecurityGroupIngress ?? [], to.SecurityGroupIngress ?? []);
  const outgoing = compareRules(from.SecurityGroupEgress ?? EVERYTHING, to.SecurityGroupEgress ?? EVERYTHING);
  if (incoming.removed.length > 0)
    await context.call(ec2, revokeSecurityGroupIngress, { GroupId, IpPermissions: incoming.removed });
  if (incoming.added.length > 0)
    await context.call(ec2, authorizeSecurityGroupIngress, { GroupId, IpPermissions: incoming.added });
  if (outgoing.removed.length > 0)
    await context.call(ec2, revokeSecurityGroupEgress, { GroupId, IpPermissions: outgoing.removed });
  if (outgoing.added.length > 0)
    await context.call(ec2, authorizeSecurityGroupEgress, { GroupId, IpPermissions: outgoing.added });
}

function compareRules(
  from: readonly Rule[],
  to: readonly Rule[],
): { readonly removed: readonly object[]; readonly added: readonly object[] } {
  const was = from.map((rule) => JSON.stringify(toPermission(rule)));
  const is = to.map((rule) => JSON.stringify(toPermission(rule)));
  return {
    removed: from.filter((_rule, at) => !is.includes(getItemAt(was, at))).map(toPermission),
    added: to.filter((_rule, at) => !was.includes(getItemAt(is, at))).map(toPermission),
  };
}

function toPermission({
  IpProtocol,
  FromPort,
  ToPort,
  CidrIp,
  CidrIpv6,
  Description,
  SourceSecurityGroupId,
  SourceSecurityGroupName,
  DestinationSecurityGroupId,
}: Rule): object {
  const described = Description === undefined ? {} : { Description };
  const group = SourceSecurityGroupId ?? SourceSecurityGroupName ?? DestinationSecurityGroupId;
  return {
    IpProtocol,
    ...(FromPort === undefined ? {} : { FromPort }),
    ...(ToPort === undefined ? {} : { ToPort }),
    ...(CidrIp === undefined ? {} : { IpRanges: [{ CidrIp, ...described }] }),
    ...(CidrIpv6 === undefined ? {} : { Ipv6Ranges: [{ CidrIpv6, ...described }] }),
    ...(group === undefined ? {} : { UserIdGroupPairs: [{ GroupId: group, ...described }] }),
  };
}

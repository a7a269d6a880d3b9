import type { CreateSecurityGroupResult } from "@aws-sdk/client-ec2";
import { itemAt } from "../../../core/item-at";
import {
  listOf,
  maybe,
  needed,
  record,
  refusedProperty,
  text,
  whole,
  type ReadFields,
} from "../../cloudformation/properties/shape";
import { tagChanges, tagList } from "../../cloudformation/properties/tags";
import type { ResourceContext } from "../../cloudformation/resource-context";
import { resourceType } from "../../cloudformation/type-definition";
import { ec2 } from "../index";
import { authorizeSecurityGroupEgress } from "../operations/authorize-security-group-egress";
import { authorizeSecurityGroupIngress } from "../operations/authorize-security-group-ingress";
import { createSecurityGroup } from "../operations/create-security-group";
import { createTags } from "../operations/create-tags";
import { deleteSecurityGroup } from "../operations/delete-security-group";
import { deleteTags } from "../operations/delete-tags";
import { revokeSecurityGroupEgress } from "../operations/revoke-security-group-egress";
import { revokeSecurityGroupIngress } from "../operations/revoke-security-group-ingress";

const ports = {
  IpProtocol: needed(text()),
  FromPort: maybe(whole()),
  ToPort: maybe(whole()),
  CidrIp: maybe(text()),
  Description: maybe(text()),
  CidrIpv6: maybe(text()),
};
const ingress = {
  ...ports,
  SourceSecurityGroupId: maybe(text()),
  SourceSecurityGroupName: maybe(text()),
  SourcePrefixListId: refusedProperty(),
  SourceSecurityGroupOwnerId: refusedProperty(),
};
const egress = { ...ports, DestinationSecurityGroupId: maybe(text()), DestinationPrefixListId: refusedProperty() };

type Rule = ReadFields<typeof ingress> & ReadFields<typeof egress>;
const EVERYTHING: readonly Rule[] = [{ IpProtocol: "-1", CidrIp: "0.0.0.0/0" }];

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-securitygroup.html */
export const securityGroup = resourceType({
  type: "AWS::EC2::SecurityGroup",
  properties: {
    GroupDescription: needed(text()),
    GroupName: maybe(text()),
    SecurityGroupEgress: maybe(listOf(record(egress))),
    SecurityGroupIngress: maybe(listOf(record(ingress))),
    Tags: maybe(tagList()),
    VpcId: maybe(text()),
  },
  replacement: ["GroupDescription", "GroupName", "VpcId"],
  named: "GroupName",
  longestName: 255,
  attributes: ["GroupId", "Id", "VpcId"],
  /** The physical id is the group's name if the template names no VPC, else the group's id. */
  async create(context, { GroupName = context.generatedName, GroupDescription, VpcId, Tags = [], ...rules }) {
    const { GroupId = "" } = await context.call<CreateSecurityGroupResult>(ec2, createSecurityGroup, {
      GroupName,
      Description: GroupDescription,
      ...(VpcId === undefined ? {} : { VpcId }),
    });
    const id = VpcId === undefined ? GroupName : GroupId;
    context.created(id);
    await context.call(ec2, createTags, { Resources: [GroupId], Tags: [...Tags, ...stackTags(context)] });
    await setRules(context, GroupId, { from: {}, to: rules });
    return id;
  },
  async update(context, { id, properties: before }, wanted) {
    const GroupId = context.cloud.ec2.groups.named(id).id;
    await setRules(context, GroupId, { from: before, to: wanted });
    const { set, gone } = tagChanges(before.Tags ?? [], wanted.Tags ?? []);
    if (set.length > 0) await context.call(ec2, createTags, { Resources: [GroupId], Tags: set });
    if (gone.length > 0)
      await context.call(ec2, deleteTags, { Resources: [GroupId], Tags: gone.map((Key) => ({ Key })) });
  },
  async remove(context, { id }) {
    await context.call(ec2, deleteSecurityGroup, { GroupId: context.cloud.ec2.groups.find(id)?.id ?? id });
  },
  describe({ cloud }, { id }) {
    const { id: GroupId, vpcId: VpcId } = cloud.ec2.groups.named(id);
    return { GroupId, Id: id, VpcId };
  },
});

/** AWS's tags that name the group's stack and logical id. */
const stackTags = ({ stackName, stackId, logicalId }: ResourceContext): { Key: string; Value: string }[] =>
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
  const incoming = difference(from.SecurityGroupIngress ?? [], to.SecurityGroupIngress ?? []);
  const outgoing = difference(from.SecurityGroupEgress ?? EVERYTHING, to.SecurityGroupEgress ?? EVERYTHING);
  if (incoming.gone.length > 0)
    await context.call(ec2, revokeSecurityGroupIngress, { GroupId, IpPermissions: incoming.gone });
  if (incoming.added.length > 0)
    await context.call(ec2, authorizeSecurityGroupIngress, { GroupId, IpPermissions: incoming.added });
  if (outgoing.gone.length > 0)
    await context.call(ec2, revokeSecurityGroupEgress, { GroupId, IpPermissions: outgoing.gone });
  if (outgoing.added.length > 0)
    await context.call(ec2, authorizeSecurityGroupEgress, { GroupId, IpPermissions: outgoing.added });
}

function difference(
  from: readonly Rule[],
  to: readonly Rule[],
): { readonly gone: readonly object[]; readonly added: readonly object[] } {
  const was = from.map((rule) => JSON.stringify(permission(rule)));
  const is = to.map((rule) => JSON.stringify(permission(rule)));
  return {
    gone: from.filter((_rule, at) => !is.includes(itemAt(was, at))).map(permission),
    added: to.filter((_rule, at) => !was.includes(itemAt(is, at))).map(permission),
  };
}

function permission({
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

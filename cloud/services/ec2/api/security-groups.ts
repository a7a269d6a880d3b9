import {
  CreateSecurityGroup$,
  DescribeSecurityGroups$,
  DeleteSecurityGroup$,
  AuthorizeSecurityGroupIngress$,
  RevokeSecurityGroupIngress$,
  AuthorizeSecurityGroupEgress$,
  RevokeSecurityGroupEgress$,
} from "@aws-sdk/client-ec2";
import type * as sdk from "@aws-sdk/client-ec2";
import { optional, refused, required, type Members } from "../../../core/members";
import { string } from "../../../core/rules";
import { operation } from "../../framework/operation";
import {
  createGroupExistsFault,
  createInvalidParameterFault,
  createVpcNotFoundFault,
  createDefaultGroupFault,
  createGroupInUseFault,
  createMissingParameterFault,
} from "../model/faults";
import { tagSpecifications, text, filters, paging, texts, ingressRules, egressRules } from "../model/fields";
import { filterItems, type Filterable } from "./filters";
import { VPC_ID } from "../model/network";
import { ALL_OUT } from "../model/security-groups";
import type { StoredGroup, StoredRule } from "../model/stored";
import { describeTags, selectTags } from "./tags";
import { createStoredOnly } from "../../../core/telling";
import { requireGroup, parseRules, addRules, removeRules } from "./requested-rules";
import type { Core } from "../../../core/core";

/** A group as DescribeSecurityGroups answers it. */
const describeGroup = ({ account, createArn }: Core, group: StoredGroup): sdk.SecurityGroup => ({
  GroupId: group.id,
  GroupName: group.name,
  Description: group.description,
  VpcId: group.vpcId,
  OwnerId: account,
  SecurityGroupArn: createArn("ec2", `security-group/${group.id}`),
  IpPermissions: listPermissions(group, "in", account),
  IpPermissionsEgress: listPermissions(group, "out", account),
  Tags: describeTags(group.tags),
});

/** The rules of one direction, as one permission for each protocol and port range. */
function listPermissions({ rules }: StoredGroup, way: StoredRule["way"], account: string): sdk.IpPermission[] {
  const grouped = new Map<string, StoredRule[]>();
  for (const rule of rules.filter((rule) => rule.way === way)) {
    const key = `${rule.protocol}/${rule.fromPort}/${rule.toPort}`;
    grouped.set(key, [...(grouped.get(key) ?? []), rule]);
  }
  return [...grouped.values()].flatMap((together) => {
    const [{ protocol, fromPort, toPort } = NO_PORTS] = together;
    const describeDescription = (description: string | undefined): { readonly Description?: string } =>
      description === undefined ? {} : { Description: description };
    return {
      IpProtocol: protocol,
      ...(fromPort === undefined ? {} : { FromPort: fromPort }),
      ...(toPort === undefined ? {} : { ToPort: toPort }),
      IpRanges: together.flatMap(({ cidr, description }) =>
        cidr === undefined || isOf6(cidr) ? [] : [{ CidrIp: cidr, ...describeDescription(description) }],
      ),
      UserIdGroupPairs: together.flatMap(({ group, description }) =>
        group === undefined ? [] : [{ GroupId: group, UserId: account, ...describeDescription(description) }],
      ),
      Ipv6Ranges: together.flatMap(({ cidr, description }) =>
        cidr === undefined || !isOf6(cidr) ? [] : [{ CidrIpv6: cidr, ...describeDescription(description) }],
      ),
      PrefixListIds: [],
    };
  });
}

const isOf6 = (cidr: string): boolean => cidr.includes(":");

const NO_PORTS = { protocol: "-1", fromPort: undefined, toPort: undefined };

/** A rule as AuthorizeSecurityGroupIngress and AuthorizeSecurityGroupEgress answer it. */
const describeRule = (groupId: string, account: string, rule: StoredRule): sdk.SecurityGroupRule => ({
  SecurityGroupRuleId: rule.id,
  GroupId: groupId,
  GroupOwnerId: account,
  IsEgress: rule.way === "out",
  IpProtocol: rule.protocol,
  FromPort: rule.fromPort ?? -1,
  ToPort: rule.toPort ?? -1,
  ...(rule.cidr === undefined ? {} : { [isOf6(rule.cidr) ? "CidrIpv6" : "CidrIpv4"]: rule.cidr }),
  ...(rule.group === undefined ? {} : { ReferencedGroupInfo: { GroupId: rule.group, UserId: account } }),
  ...(rule.description === undefined ? {} : { Description: rule.description }),
});

const authorizeSecurityGroupIngressMembers = {
  ...ingressRules,
  TagSpecifications: refused(),
} satisfies Members<sdk.AuthorizeSecurityGroupIngressRequest>;

export const authorizeSecurityGroupIngress = createStoredOnly(
  "EC2: the rule set of a security group",
  operation(
    AuthorizeSecurityGroupIngress$,
    authorizeSecurityGroupIngressMembers,
    (cloud, request): sdk.AuthorizeSecurityGroupIngressResult => {
      const group = requireGroup(cloud.ec2, request);
      const rules = addRules(cloud.ec2, group, parseRules(cloud.ec2, request, "in"));
      return { Return: true, SecurityGroupRules: rules.map((rule) => describeRule(group.id, cloud.account, rule)) };
    },
  ),
);

const revokeSecurityGroupIngressMembers = {
  ...ingressRules,
  SecurityGroupRuleIds: refused(),
} satisfies Members<sdk.RevokeSecurityGroupIngressRequest>;

export const revokeSecurityGroupIngress = createStoredOnly(
  "EC2: the rule set of a security group",
  operation(
    RevokeSecurityGroupIngress$,
    revokeSecurityGroupIngressMembers,
    (cloud, request): sdk.RevokeSecurityGroupIngressResult => {
      const group = requireGroup(cloud.ec2, request);
      removeRules(cloud.ec2, group, parseRules(cloud.ec2, request, "in"));
      return { Return: true };
    },
  ),
);

const authorizeSecurityGroupEgressMembers = {
  ...egressRules,
  TagSpecifications: refused(),
} satisfies Members<sdk.AuthorizeSecurityGroupEgressRequest>;

export const authorizeSecurityGroupEgress = createStoredOnly(
  "EC2: the rule set of a security group",
  operation(
    AuthorizeSecurityGroupEgress$,
    authorizeSecurityGroupEgressMembers,
    (cloud, request): sdk.AuthorizeSecurityGroupEgressResult => {
      const group = requireGroup(cloud.ec2, request);
      const rules = addRules(cloud.ec2, group, parseRules(cloud.ec2, request, "out"));
      return { Return: true, SecurityGroupRules: rules.map((rule) => describeRule(group.id, cloud.account, rule)) };
    },
  ),
);

const revokeSecurityGroupEgressMembers = {
  ...egressRules,
  SecurityGroupRuleIds: refused(),
} satisfies Members<sdk.RevokeSecurityGroupEgressRequest>;

export const revokeSecurityGroupEgress = createStoredOnly(
  "EC2: the rule set of a security group",
  operation(
    RevokeSecurityGroupEgress$,
    revokeSecurityGroupEgressMembers,
    (cloud, request): sdk.RevokeSecurityGroupEgressResult => {
      const group = requireGroup(cloud.ec2, request);
      removeRules(cloud.ec2, group, parseRules(cloud.ec2, request, "out"));
      return { Return: true };
    },
  ),
);

const createSecurityGroupMembers = {
  Description: required(string({ length: { max: 255 } })),
  GroupName: required(string({ length: { min: 1, max: 255 } })),
  VpcId: optional(text),
  TagSpecifications: optional(tagSpecifications),
  DryRun: refused(),
} satisfies Members<sdk.CreateSecurityGroupRequest>;

export const createSecurityGroup = operation(
  CreateSecurityGroup$,
  createSecurityGroupMembers,
  (cloud, request): sdk.CreateSecurityGroupResult => {
    const { GroupName: name, Description: description, VpcId: vpcId = VPC_ID } = request;
    const { groups } = cloud.ec2;
    if (vpcId !== VPC_ID) throw createVpcNotFoundFault(vpcId);
    if (/^sg-/.test(name))
      throw createInvalidParameterFault(
        `Value (${name}) for parameter GroupName is invalid. Group names may not be in the format sg-*.`,
      );
    if (groups.listAll().some((group) => group.name === name)) throw createGroupExistsFault(name, vpcId);
    const tags = selectTags("security-group", request.TagSpecifications);
    const id = groups.createId();
    groups.save({ id, name, description, vpcId, tags, rules: [{ ...ALL_OUT, id: groups.createRuleId() }] });
    return { GroupId: id, Tags: describeTags(tags), SecurityGroupArn: cloud.createArn("ec2", `security-group/${id}`) };
  },
);

const describeSecurityGroupsMembers = {
  GroupIds: optional(texts),
  GroupNames: optional(texts),
  Filters: optional(filters),
  DryRun: refused(),
  ...paging,
} satisfies Members<sdk.DescribeSecurityGroupsRequest>;

const known: Filterable<StoredGroup> = {
  description: ({ description }) => description,
  "group-id": ({ id }) => id,
  "group-name": ({ name }) => name,
  "vpc-id": ({ vpcId }) => vpcId,
};

export const describeSecurityGroups = operation(
  DescribeSecurityGroups$,
  describeSecurityGroupsMembers,
  (cloud, { GroupIds = [], GroupNames = [], Filters }): sdk.DescribeSecurityGroupsResult => {
    const named = [...GroupIds, ...GroupNames];
    const groups =
      named.length === 0 ? cloud.ec2.groups.listAll() : named.map((item) => cloud.ec2.groups.requireGroup(item));
    return { SecurityGroups: filterItems(groups, Filters, known).map((group) => describeGroup(cloud, group)) };
  },
);

const deleteSecurityGroupMembers = {
  GroupId: optional(text),
  GroupName: optional(text),
  DryRun: refused(),
} satisfies Members<sdk.DeleteSecurityGroupRequest>;

/** A group that an instance or another group's rule uses cannot be deleted. */
export const deleteSecurityGroup = operation(
  DeleteSecurityGroup$,
  deleteSecurityGroupMembers,
  ({ ec2 }, { GroupId, GroupName }): sdk.DeleteSecurityGroupResult => {
    const named = GroupId ?? GroupName;
    if (named === undefined) throw createMissingParameterFault("groupId");
    const group = ec2.groups.requireGroup(named);
    if (group.name === "default") throw createDefaultGroupFault(group.id);
    const isUsed = ec2.instances
      .listAll()
      .some(({ state, groups }) => state !== "terminated" && groups.includes(group.id));
    const isNamed = ec2.groups
      .listAll()
      .some(({ id, rules }) => id !== group.id && rules.some((rule) => rule.group === group.id));
    if (isUsed || isNamed) throw createGroupInUseFault(group.id);
    ec2.groups.remove(group);
    return { Return: true, GroupId: group.id };
  },
);

import {
  CreateSecurityGroup$,
  DescribeSecurityGroups$,
  DeleteSecurityGroup$,
  type CreateSecurityGroupRequest,
  type CreateSecurityGroupResult,
  type DescribeSecurityGroupsRequest,
  type DescribeSecurityGroupsResult,
  type DeleteSecurityGroupRequest,
  type DeleteSecurityGroupResult,
} from "@aws-sdk/client-ec2";
import { optional, refused, required, type Members } from "../../../core/members";
import { string } from "../../../core/rules";
import { operation } from "../../framework/operation";
import { describeGroup } from "./describe-group";
import {
  createGroupExistsFault,
  createInvalidParameterFault,
  createVpcNotFoundFault,
  createDefaultGroupFault,
  createGroupInUseFault,
  createMissingParameterFault,
} from "../model/faults";
import { tagSpecifications, text, filters, paging, texts } from "../model/fields";
import { filterItems, type Filterable } from "./filters";
import { VPC_ID } from "../model/network";
import { ALL_OUT } from "../model/security-groups";
import type { StoredGroup } from "../model/stored";
import { describeTags, selectTags } from "./describe-tags";

const createSecurityGroupMembers = {
  Description: required(string({ length: { max: 255 } })),
  GroupName: required(string({ length: { min: 1, max: 255 } })),
  VpcId: optional(text),
  TagSpecifications: optional(tagSpecifications),
  DryRun: refused(),
} satisfies Members<CreateSecurityGroupRequest>;

export const createSecurityGroup = operation(
  CreateSecurityGroup$,
  createSecurityGroupMembers,
  (cloud, request): CreateSecurityGroupResult => {
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
} satisfies Members<DescribeSecurityGroupsRequest>;

const known: Filterable<StoredGroup> = {
  description: ({ description }) => description,
  "group-id": ({ id }) => id,
  "group-name": ({ name }) => name,
  "vpc-id": ({ vpcId }) => vpcId,
};

export const describeSecurityGroups = operation(
  DescribeSecurityGroups$,
  describeSecurityGroupsMembers,
  (cloud, { GroupIds = [], GroupNames = [], Filters }): DescribeSecurityGroupsResult => {
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
} satisfies Members<DeleteSecurityGroupRequest>;

/** A group that an instance or another group's rule uses cannot be deleted. */
export const deleteSecurityGroup = operation(
  DeleteSecurityGroup$,
  deleteSecurityGroupMembers,
  ({ ec2 }, { GroupId, GroupName }): DeleteSecurityGroupResult => {
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

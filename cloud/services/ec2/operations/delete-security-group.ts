import {
  DeleteSecurityGroup$,
  type DeleteSecurityGroupRequest,
  type DeleteSecurityGroupResult,
} from "@aws-sdk/client-ec2";
import { optional, refused, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { createDefaultGroupFault, createGroupInUseFault, createMissingParameterFault } from "../faults";
import { text } from "../fields";

const members = {
  GroupId: optional(text),
  GroupName: optional(text),
  DryRun: refused(),
} satisfies Members<DeleteSecurityGroupRequest>;

/** A group that an instance or another group's rule uses cannot be deleted. */
export const deleteSecurityGroup = operation(
  DeleteSecurityGroup$,
  members,
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

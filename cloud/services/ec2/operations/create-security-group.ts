import {
  CreateSecurityGroup$,
  type CreateSecurityGroupRequest,
  type CreateSecurityGroupResult,
} from "@aws-sdk/client-ec2";
import { optional, refused, required, type Members } from "../../../core/members";
import { string } from "../../../core/rules";
import { operation } from "../../operation";
import { createGroupExistsFault, createInvalidParameterFault, createVpcNotFoundFault } from "../faults";
import { tagSpecifications, text } from "../fields";
import { VPC_ID } from "../network";
import { ALL_OUT } from "../security-groups";
import { describeTags, selectTags } from "../tags";

const members = {
  Description: required(string({ length: { max: 255 } })),
  GroupName: required(string({ length: { min: 1, max: 255 } })),
  VpcId: optional(text),
  TagSpecifications: optional(tagSpecifications),
  DryRun: refused(),
} satisfies Members<CreateSecurityGroupRequest>;

export const createSecurityGroup = operation(
  CreateSecurityGroup$,
  members,
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

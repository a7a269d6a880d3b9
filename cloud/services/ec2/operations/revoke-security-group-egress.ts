import {
  RevokeSecurityGroupEgress$,
  type RevokeSecurityGroupEgressRequest,
  type RevokeSecurityGroupEgressResult,
} from "@aws-sdk/client-ec2";
import { refused, type Members } from "../../../core/members";
import { createStoredOnly } from "../../../core/telling";
import { operation } from "../../operation";
import { egressRules } from "../fields";
import { requireGroup, parseRules, removeRules } from "../rules-asked";

const members = { ...egressRules, SecurityGroupRuleIds: refused() } satisfies Members<RevokeSecurityGroupEgressRequest>;

export const revokeSecurityGroupEgress = createStoredOnly(
  "EC2: what a security group lets through",
  operation(RevokeSecurityGroupEgress$, members, (cloud, request): RevokeSecurityGroupEgressResult => {
    const group = requireGroup(cloud.ec2, request);
    removeRules(cloud.ec2, group, parseRules(cloud.ec2, request, "out"));
    return { Return: true };
  }),
);

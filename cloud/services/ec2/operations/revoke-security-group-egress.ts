import {
  RevokeSecurityGroupEgress$,
  type RevokeSecurityGroupEgressRequest,
  type RevokeSecurityGroupEgressResult,
} from "@aws-sdk/client-ec2";
import { refused, type Members } from "../../../core/members";
import { keptOnly } from "../../../core/telling";
import { operation } from "../../operation";
import { egressRules } from "../fields";
import { requestedGroup, rulesOf, withoutRules } from "../rules-asked";

const members = { ...egressRules, SecurityGroupRuleIds: refused() } satisfies Members<RevokeSecurityGroupEgressRequest>;

export const revokeSecurityGroupEgress = keptOnly(
  "EC2: what a security group lets through",
  operation(RevokeSecurityGroupEgress$, members, (cloud, request): RevokeSecurityGroupEgressResult => {
    const group = requestedGroup(cloud.ec2, request);
    withoutRules(cloud.ec2, group, rulesOf(cloud.ec2, request, "out"));
    return { Return: true };
  }),
);

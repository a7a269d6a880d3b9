import {
  RevokeSecurityGroupIngress$,
  type RevokeSecurityGroupIngressRequest,
  type RevokeSecurityGroupIngressResult,
} from "@aws-sdk/client-ec2";
import { refused, type Members } from "../../../core/members";
import { keptOnly } from "../../../core/telling";
import { operation } from "../../operation";
import { ingressRules } from "../fields";
import { requestedGroup, rulesOf, withoutRules } from "../rules-asked";

const members = {
  ...ingressRules,
  SecurityGroupRuleIds: refused(),
} satisfies Members<RevokeSecurityGroupIngressRequest>;

export const revokeSecurityGroupIngress = keptOnly(
  "EC2: what a security group lets through",
  operation(RevokeSecurityGroupIngress$, members, (cloud, request): RevokeSecurityGroupIngressResult => {
    const group = requestedGroup(cloud.ec2, request);
    withoutRules(cloud.ec2, group, rulesOf(cloud.ec2, request, "in"));
    return { Return: true };
  }),
);

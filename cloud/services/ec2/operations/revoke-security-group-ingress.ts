import {
  RevokeSecurityGroupIngress$,
  type RevokeSecurityGroupIngressRequest,
  type RevokeSecurityGroupIngressResult,
} from "@aws-sdk/client-ec2";
import { refused, type Members } from "../../../core/members";
import { createStoredOnly } from "../../../core/telling";
import { operation } from "../../operation";
import { ingressRules } from "../fields";
import { requireGroup, parseRules, removeRules } from "../rules-asked";

const members = {
  ...ingressRules,
  SecurityGroupRuleIds: refused(),
} satisfies Members<RevokeSecurityGroupIngressRequest>;

export const revokeSecurityGroupIngress = createStoredOnly(
  "EC2: what a security group lets through",
  operation(RevokeSecurityGroupIngress$, members, (cloud, request): RevokeSecurityGroupIngressResult => {
    const group = requireGroup(cloud.ec2, request);
    removeRules(cloud.ec2, group, parseRules(cloud.ec2, request, "in"));
    return { Return: true };
  }),
);

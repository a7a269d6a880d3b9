import {
  AuthorizeSecurityGroupIngress$,
  type AuthorizeSecurityGroupIngressRequest,
  type AuthorizeSecurityGroupIngressResult,
} from "@aws-sdk/client-ec2";
import { refused, type Members } from "../../../core/members";
import { createStoredOnly } from "../../../core/telling";
import { operation } from "../../operation";
import { describeRule } from "../describe-group";
import { ingressRules } from "../fields";
import { requireGroup, parseRules, addRules } from "../rules-asked";

const members = {
  ...ingressRules,
  TagSpecifications: refused(),
} satisfies Members<AuthorizeSecurityGroupIngressRequest>;

export const authorizeSecurityGroupIngress = createStoredOnly(
  "EC2: what a security group lets through",
  operation(AuthorizeSecurityGroupIngress$, members, (cloud, request): AuthorizeSecurityGroupIngressResult => {
    const group = requireGroup(cloud.ec2, request);
    const rules = addRules(cloud.ec2, group, parseRules(cloud.ec2, request, "in"));
    return { Return: true, SecurityGroupRules: rules.map((rule) => describeRule(group.id, cloud.account, rule)) };
  }),
);

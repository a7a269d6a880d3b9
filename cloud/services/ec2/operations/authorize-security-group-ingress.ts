import {
  AuthorizeSecurityGroupIngress$,
  type AuthorizeSecurityGroupIngressRequest,
  type AuthorizeSecurityGroupIngressResult,
} from "@aws-sdk/client-ec2";
import { refused, type Members } from "../../../core/members";
import { keptOnly } from "../../../core/telling";
import { operation } from "../../operation";
import { describeRule } from "../describe-group";
import { ingressRules } from "../fields";
import { requestedGroup, rulesOf, withRules } from "../rules-asked";

const members = {
  ...ingressRules,
  TagSpecifications: refused(),
} satisfies Members<AuthorizeSecurityGroupIngressRequest>;

export const authorizeSecurityGroupIngress = keptOnly(
  "EC2: what a security group lets through",
  operation(AuthorizeSecurityGroupIngress$, members, (cloud, request): AuthorizeSecurityGroupIngressResult => {
    const group = requestedGroup(cloud.ec2, request);
    const made = withRules(cloud.ec2, group, rulesOf(cloud.ec2, request, "in"));
    return { Return: true, SecurityGroupRules: made.map((rule) => describeRule(group.id, cloud.account, rule)) };
  }),
);

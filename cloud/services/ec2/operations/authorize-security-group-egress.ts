import {
  AuthorizeSecurityGroupEgress$,
  type AuthorizeSecurityGroupEgressRequest,
  type AuthorizeSecurityGroupEgressResult,
} from "@aws-sdk/client-ec2";
import { refused, type Members } from "../../../core/members";
import { keptOnly } from "../../../core/telling";
import { operation } from "../../operation";
import { describeRule } from "../describe-group";
import { egressRules } from "../fields";
import { requestedGroup, rulesOf, withRules } from "../rules-asked";

const members = { ...egressRules, TagSpecifications: refused() } satisfies Members<AuthorizeSecurityGroupEgressRequest>;

export const authorizeSecurityGroupEgress = keptOnly(
  "EC2: what a security group lets through",
  operation(AuthorizeSecurityGroupEgress$, members, (cloud, request): AuthorizeSecurityGroupEgressResult => {
    const group = requestedGroup(cloud.ec2, request);
    const made = withRules(cloud.ec2, group, rulesOf(cloud.ec2, request, "out"));
    return { Return: true, SecurityGroupRules: made.map((rule) => describeRule(group.id, cloud.account, rule)) };
  }),
);

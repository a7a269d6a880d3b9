import {
  AuthorizeSecurityGroupEgress$,
  RevokeSecurityGroupEgress$,
  type AuthorizeSecurityGroupEgressRequest,
  type AuthorizeSecurityGroupEgressResult,
  type RevokeSecurityGroupEgressRequest,
  type RevokeSecurityGroupEgressResult,
} from "@aws-sdk/client-ec2";
import { refused, type Members } from "../../../core/members";
import { createStoredOnly } from "../../../core/telling";
import { operation } from "../../framework/operation";
import { describeRule } from "./describe-group";
import { egressRules } from "../model/fields";
import { requireGroup, parseRules, addRules, removeRules } from "./requested-rules";

const authorizeSecurityGroupEgressMembers = {
  ...egressRules,
  TagSpecifications: refused(),
} satisfies Members<AuthorizeSecurityGroupEgressRequest>;

export const authorizeSecurityGroupEgress = createStoredOnly(
  "EC2: what a security group lets through",
  operation(
    AuthorizeSecurityGroupEgress$,
    authorizeSecurityGroupEgressMembers,
    (cloud, request): AuthorizeSecurityGroupEgressResult => {
      const group = requireGroup(cloud.ec2, request);
      const rules = addRules(cloud.ec2, group, parseRules(cloud.ec2, request, "out"));
      return { Return: true, SecurityGroupRules: rules.map((rule) => describeRule(group.id, cloud.account, rule)) };
    },
  ),
);

const revokeSecurityGroupEgressMembers = {
  ...egressRules,
  SecurityGroupRuleIds: refused(),
} satisfies Members<RevokeSecurityGroupEgressRequest>;

export const revokeSecurityGroupEgress = createStoredOnly(
  "EC2: what a security group lets through",
  operation(
    RevokeSecurityGroupEgress$,
    revokeSecurityGroupEgressMembers,
    (cloud, request): RevokeSecurityGroupEgressResult => {
      const group = requireGroup(cloud.ec2, request);
      removeRules(cloud.ec2, group, parseRules(cloud.ec2, request, "out"));
      return { Return: true };
    },
  ),
);

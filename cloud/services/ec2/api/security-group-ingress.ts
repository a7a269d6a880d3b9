import {
  AuthorizeSecurityGroupIngress$,
  RevokeSecurityGroupIngress$,
  type AuthorizeSecurityGroupIngressRequest,
  type AuthorizeSecurityGroupIngressResult,
  type RevokeSecurityGroupIngressRequest,
  type RevokeSecurityGroupIngressResult,
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
import { ingressRules, egressRules } from "../model/fields";
import { requireGroup, parseRules, addRules, removeRules } from "./requested-rules";

const authorizeSecurityGroupIngressMembers = {
  ...ingressRules,
  TagSpecifications: refused(),
} satisfies Members<AuthorizeSecurityGroupIngressRequest>;

export const authorizeSecurityGroupIngress = createStoredOnly(
  "EC2: what a security group lets through",
  operation(
    AuthorizeSecurityGroupIngress$,
    authorizeSecurityGroupIngressMembers,
    (cloud, request): AuthorizeSecurityGroupIngressResult => {
      const group = requireGroup(cloud.ec2, request);
      const rules = addRules(cloud.ec2, group, parseRules(cloud.ec2, request, "in"));
      return { Return: true, SecurityGroupRules: rules.map((rule) => describeRule(group.id, cloud.account, rule)) };
    },
  ),
);

const revokeSecurityGroupIngressMembers = {
  ...ingressRules,
  SecurityGroupRuleIds: refused(),
} satisfies Members<RevokeSecurityGroupIngressRequest>;

export const revokeSecurityGroupIngress = createStoredOnly(
  "EC2: what a security group lets through",
  operation(
    RevokeSecurityGroupIngress$,
    revokeSecurityGroupIngressMembers,
    (cloud, request): RevokeSecurityGroupIngressResult => {
      const group = requireGroup(cloud.ec2, request);
      removeRules(cloud.ec2, group, parseRules(cloud.ec2, request, "in"));
      return { Return: true };
    },
  ),
);

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

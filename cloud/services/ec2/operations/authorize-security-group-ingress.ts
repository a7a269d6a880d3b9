import {
  AuthorizeSecurityGroupIngress$,
  type AuthorizeSecurityGroupIngressRequest,
  type AuthorizeSecurityGroupIngressResult,
} from "@aws-sdk/client-ec2";
import { optional, refused, type Members } from "../../../core/members";
import { keptOnly } from "../../../core/telling";
import { integer } from "../../../core/rules";
import { operation } from "../../operation";
import { describeRule } from "../describe-group";
import { missingParameter } from "../faults";
import { ipPermissions, text } from "../fields";
import { rulesOf, withRules } from "../rules-asked";

const members = {
  GroupId: optional(text),
  GroupName: optional(text),
  IpPermissions: optional(ipPermissions),
  IpProtocol: optional(text),
  FromPort: optional(integer()),
  ToPort: optional(integer()),
  CidrIp: optional(text),
  SourceSecurityGroupName: refused(),
  SourceSecurityGroupOwnerId: refused(),
  DryRun: refused(),
  TagSpecifications: refused(),
} satisfies Members<AuthorizeSecurityGroupIngressRequest>;

export const authorizeSecurityGroupIngress = keptOnly(
  "EC2: what a security group lets through",
  operation(AuthorizeSecurityGroupIngress$, members, (cloud, request): AuthorizeSecurityGroupIngressResult => {
    const named = request.GroupId ?? request.GroupName;
    if (named === undefined) throw missingParameter("groupId");
    const group = cloud.ec2.groups.named(named);
    const made = withRules(cloud.ec2, group, rulesOf(cloud.ec2, request, "in"));
    return { Return: true, SecurityGroupRules: made.map((rule) => describeRule(group.id, cloud.account, rule)) };
  }),
);

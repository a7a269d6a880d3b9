import {
  AuthorizeSecurityGroupEgress$,
  type AuthorizeSecurityGroupEgressRequest,
  type AuthorizeSecurityGroupEgressResult,
} from "@aws-sdk/client-ec2";
import { optional, refused, type Members } from "../../../core/members";
import { keptOnly } from "../../../core/telling";
import { operation } from "../../operation";
import { describeRule } from "../describe-group";
import { missingParameter } from "../faults";
import { ipPermissions, text } from "../fields";
import { rulesOf, withRules } from "../rules-asked";

const members = {
  GroupId: optional(text),
  IpPermissions: optional(ipPermissions),
  IpProtocol: refused(),
  FromPort: refused(),
  ToPort: refused(),
  CidrIp: refused(),
  SourceSecurityGroupName: refused(),
  SourceSecurityGroupOwnerId: refused(),
  DryRun: refused(),
  TagSpecifications: refused(),
} satisfies Members<AuthorizeSecurityGroupEgressRequest>;

export const authorizeSecurityGroupEgress = keptOnly(
  "EC2: what a security group lets through",
  operation(AuthorizeSecurityGroupEgress$, members, (cloud, request): AuthorizeSecurityGroupEgressResult => {
    const named = request.GroupId;
    if (named === undefined) throw missingParameter("groupId");
    const group = cloud.ec2.groups.named(named);
    const made = withRules(cloud.ec2, group, rulesOf(cloud.ec2, request, "out"));
    return { Return: true, SecurityGroupRules: made.map((rule) => describeRule(group.id, cloud.account, rule)) };
  }),
);

import {
  RevokeSecurityGroupIngress$,
  type RevokeSecurityGroupIngressRequest,
  type RevokeSecurityGroupIngressResult,
} from "@aws-sdk/client-ec2";
import { optional, refused, type Members } from "../../../core/members";
import { keptOnly } from "../../../core/telling";
import { integer } from "../../../core/rules";
import { operation } from "../../operation";
import { missingParameter } from "../faults";
import { ipPermissions, text } from "../fields";
import { rulesOf, withoutRules } from "../rules-asked";

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
  SecurityGroupRuleIds: refused(),
} satisfies Members<RevokeSecurityGroupIngressRequest>;

export const revokeSecurityGroupIngress = keptOnly(
  "EC2: what a security group lets through",
  operation(RevokeSecurityGroupIngress$, members, (cloud, request): RevokeSecurityGroupIngressResult => {
    const named = request.GroupId ?? request.GroupName;
    if (named === undefined) throw missingParameter("groupId");
    const group = cloud.ec2.groups.named(named);
    withoutRules(cloud.ec2, group, rulesOf(cloud.ec2, request, "in"));
    return { Return: true };
  }),
);

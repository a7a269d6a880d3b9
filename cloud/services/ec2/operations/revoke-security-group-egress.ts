import {
  RevokeSecurityGroupEgress$,
  type RevokeSecurityGroupEgressRequest,
  type RevokeSecurityGroupEgressResult,
} from "@aws-sdk/client-ec2";
import { optional, refused, type Members } from "../../../core/members";
import { keptOnly } from "../../../core/telling";
import { operation } from "../../operation";
import { missingParameter } from "../faults";
import { ipPermissions, text } from "../fields";
import { rulesOf, withoutRules } from "../rules-asked";

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
  SecurityGroupRuleIds: refused(),
} satisfies Members<RevokeSecurityGroupEgressRequest>;

export const revokeSecurityGroupEgress = keptOnly(
  "EC2: what a security group lets through",
  operation(RevokeSecurityGroupEgress$, members, (cloud, request): RevokeSecurityGroupEgressResult => {
    const named = request.GroupId;
    if (named === undefined) throw missingParameter("groupId");
    const group = cloud.ec2.groups.named(named);
    withoutRules(cloud.ec2, group, rulesOf(cloud.ec2, request, "out"));
    return { Return: true };
  }),
);

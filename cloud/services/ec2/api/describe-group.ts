import type { IpPermission, SecurityGroup, SecurityGroupRule } from "@aws-sdk/client-ec2";
import type { Core } from "../../../core/core";
import type { StoredGroup, StoredRule } from "../model/stored";
import { describeTags } from "./describe-tags";

/** A group as DescribeSecurityGroups answers it. */
export const describeGroup = ({ account, createArn }: Core, group: StoredGroup): SecurityGroup => ({
  GroupId: group.id,
  GroupName: group.name,
  Description: group.description,
  VpcId: group.vpcId,
  OwnerId: account,
  SecurityGroupArn: createArn("ec2", `security-group/${group.id}`),
  IpPermissions: listPermissions(group, "in", account),
  IpPermissionsEgress: listPermissions(group, "out", account),
  Tags: describeTags(group.tags),
});

/** The rules of one direction, as one permission for each protocol and port range. */
function listPermissions({ rules }: StoredGroup, way: StoredRule["way"], account: string): IpPermission[] {
  const grouped = new Map<string, StoredRule[]>();
  for (const rule of rules.filter((rule) => rule.way === way)) {
    const key = `${rule.protocol}/${rule.fromPort}/${rule.toPort}`;
    grouped.set(key, [...(grouped.get(key) ?? []), rule]);
  }
  return [...grouped.values()].flatMap((together) => {
    const [{ protocol, fromPort, toPort } = NO_PORTS] = together;
    const describeDescription = (description: string | undefined): { readonly Description?: string } =>
      description === undefined ? {} : { Description: description };
    return {
      IpProtocol: protocol,
      ...(fromPort === undefined ? {} : { FromPort: fromPort }),
      ...(toPort === undefined ? {} : { ToPort: toPort }),
      IpRanges: together.flatMap(({ cidr, description }) =>
        cidr === undefined || isOf6(cidr) ? [] : [{ CidrIp: cidr, ...describeDescription(description) }],
      ),
      UserIdGroupPairs: together.flatMap(({ group, description }) =>
        group === undefined ? [] : [{ GroupId: group, UserId: account, ...describeDescription(description) }],
      ),
      Ipv6Ranges: together.flatMap(({ cidr, description }) =>
        cidr === undefined || !isOf6(cidr) ? [] : [{ CidrIpv6: cidr, ...describeDescription(description) }],
      ),
      PrefixListIds: [],
    };
  });
}

const isOf6 = (cidr: string): boolean => cidr.includes(":");

const NO_PORTS = { protocol: "-1", fromPort: undefined, toPort: undefined };

/** A rule as AuthorizeSecurityGroupIngress and AuthorizeSecurityGroupEgress answer it. */
export const describeRule = (groupId: string, account: string, rule: StoredRule): SecurityGroupRule => ({
  SecurityGroupRuleId: rule.id,
  GroupId: groupId,
  GroupOwnerId: account,
  IsEgress: rule.way === "out",
  IpProtocol: rule.protocol,
  FromPort: rule.fromPort ?? -1,
  ToPort: rule.toPort ?? -1,
  ...(rule.cidr === undefined ? {} : { [isOf6(rule.cidr) ? "CidrIpv6" : "CidrIpv4"]: rule.cidr }),
  ...(rule.group === undefined ? {} : { ReferencedGroupInfo: { GroupId: rule.group, UserId: account } }),
  ...(rule.description === undefined ? {} : { Description: rule.description }),
});

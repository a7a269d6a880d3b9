import type { Filter, IpPermission, Tag, TagSpecification } from "@aws-sdk/client-ec2";
import { noted, optional, refused, structure, type Members } from "../../../core/members";
import { boolean, integer, list, string, type Rule } from "../../../core/rules";

export const text = string();
export const texts = list(text);
export const flag = boolean();

const filter = { Name: optional(text), Values: optional(texts) } satisfies Members<Filter>;
export const filters = list(structure(filter));

const tag = {
  Key: optional(string({ length: { max: 127 } })),
  Value: optional(string({ length: { max: 256 } })),
} satisfies Members<Tag>;
export const tags = list(structure(tag));

/** The SDK's type lists the kinds of resources; a specification of a kind that is not created has no effect here. */
const tagSpecification = {
  ResourceType: optional(text as Rule<NonNullable<TagSpecification["ResourceType"]>>),
  Tags: optional(tags),
} satisfies Members<TagSpecification>;
export const tagSpecifications = list(structure(tagSpecification));

const ONE_PAGE = {
  what: "`MaxResults`: one response has all results",
  says: "EC2: MaxResults; the lab cloud answers all at once",
};
export const paging = { NextToken: refused(), MaxResults: noted(optional(integer({ min: 1 })), ONE_PAGE) };

const ipPermission = {
  IpProtocol: optional(text),
  FromPort: optional(integer({ min: -1, max: 65_535 })),
  ToPort: optional(integer({ min: -1, max: 65_535 })),
  UserIdGroupPairs: optional(
    list(
      structure({
        Description: optional(text),
        UserId: optional(text),
        GroupName: optional(text),
        GroupId: optional(text),
        VpcId: refused(),
        VpcPeeringConnectionId: refused(),
        PeeringStatus: refused(),
      }),
    ),
  ),
  IpRanges: optional(list(structure({ Description: optional(text), CidrIp: optional(text) }))),
  Ipv6Ranges: optional(list(structure({ Description: optional(text), CidrIpv6: optional(text) }))),
  PrefixListIds: refused(),
} satisfies Members<IpPermission>;
const ipPermissions = list(structure(ipPermission));

/** The members that describe the rules of a security group for outgoing traffic: a list of permissions alone. */
export const egressRules = {
  GroupId: optional(text),
  IpPermissions: optional(ipPermissions),
  IpProtocol: refused(),
  FromPort: refused(),
  ToPort: refused(),
  CidrIp: refused(),
  SourceSecurityGroupName: refused(),
  SourceSecurityGroupOwnerId: refused(),
  DryRun: refused(),
};

/** The members that describe its rules for incoming traffic: a list of permissions, or one rule in its own members. */
export const ingressRules = {
  ...egressRules,
  GroupName: optional(text),
  IpProtocol: optional(text),
  FromPort: optional(integer()),
  ToPort: optional(integer()),
  CidrIp: optional(text),
};

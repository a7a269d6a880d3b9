import { isIPv4, isIPv6 } from "node:net";
import type { Ec2 } from "../model/ec2";
import {
  createInvalidParameterFault,
  createMissingParameterFault,
  createRuleExistsFault,
  createRuleNotFoundFault,
} from "../model/faults";
import type { StoredGroup, StoredRule } from "../model/stored";

/** The members of a request that describe rules: a list of permissions, or one rule in its own members. */
interface RulesRequest {
  readonly IpPermissions?:
    | readonly {
        readonly IpProtocol?: string | undefined;
        readonly FromPort?: number | undefined;
        readonly ToPort?: number | undefined;
        readonly IpRanges?:
          | readonly { readonly CidrIp?: string | undefined; readonly Description?: string | undefined }[]
          | undefined;
        readonly Ipv6Ranges?:
          | readonly { readonly CidrIpv6?: string | undefined; readonly Description?: string | undefined }[]
          | undefined;
        readonly UserIdGroupPairs?:
          | readonly {
              readonly GroupId?: string | undefined;
              readonly GroupName?: string | undefined;
              readonly Description?: string | undefined;
            }[]
          | undefined;
      }[]
    | undefined;
  readonly IpProtocol?: string | undefined;
  readonly FromPort?: number | undefined;
  readonly ToPort?: number | undefined;
  readonly CidrIp?: string | undefined;
}

/** The security group that a request names by its id, or by its name. @throws AwsFault MissingParameter, InvalidGroup.NotFound */
export function requireGroup(
  ec2: Ec2,
  { GroupId, GroupName }: { readonly GroupId?: string | undefined; readonly GroupName?: string | undefined },
): StoredGroup {
  const named = GroupId ?? GroupName;
  if (named === undefined) throw createMissingParameterFault("groupId");
  return ec2.groups.requireGroup(named);
}

/** Whether a string is a block of addresses such as `10.0.0.0/8`. @param isAddress the addresses, with this many bits */
function isBlock(text: string, isAddress: (address: string) => boolean, bits: number): boolean {
  const [, address = "", length] = /^([^/]+)\/(\d{1,3})$/.exec(text) ?? [];
  return isAddress(address) && Number(length) <= bits;
}
const isCidr4 = (text: string): boolean => isBlock(text, isIPv4, 32);
const isCidr6 = (text: string): boolean => isBlock(text, isIPv6, 128);

/**
 * The rules of a request, each with one source.
 * @throws AwsFault if a rule is wrong, or names a group that does not exist
 */
export function parseRules(ec2: Ec2, request: RulesRequest, way: StoredRule["way"]): readonly Omit<StoredRule, "id">[] {
  const { IpProtocol, FromPort, ToPort, CidrIp } = request;
  const permissions = request.IpPermissions ?? [
    { IpProtocol, FromPort, ToPort, IpRanges: CidrIp === undefined ? [] : [{ CidrIp }] },
  ];
  return permissions.flatMap(
    ({
      IpProtocol: protocol,
      FromPort: fromPort,
      ToPort: toPort,
      IpRanges = [],
      Ipv6Ranges = [],
      UserIdGroupPairs: pairs = [],
    }) => {
      if (protocol === undefined)
        throw createInvalidParameterFault("The request must contain the parameter ipProtocol");
      const ports = protocol === "-1" ? { fromPort: undefined, toPort: undefined } : { fromPort, toPort };
      const [wrong] = [
        ...IpRanges.map(({ CidrIp: cidr = "" }) => cidr).filter((cidr) => !isCidr4(cidr)),
        ...Ipv6Ranges.map(({ CidrIpv6: cidr = "" }) => cidr).filter((cidr) => !isCidr6(cidr)),
      ];
      if (wrong !== undefined) throw createInvalidParameterFault(`CIDR block ${wrong} is malformed`);
      const ranges = [
        ...IpRanges.map(({ CidrIp: cidr, Description: description }) => ({ cidr, description })),
        ...Ipv6Ranges.map(({ CidrIpv6: cidr, Description: description }) => ({ cidr, description })),
      ];
      return [
        ...ranges.map((range) => ({ way, protocol, ...ports, ...range, group: undefined })),
        ...pairs.map(({ GroupId, GroupName, Description: description }) => ({
          way,
          protocol,
          ...ports,
          cidr: undefined,
          group: ec2.groups.requireGroup(GroupId ?? GroupName ?? "").id,
          description,
        })),
      ];
    },
  );
}

const isSame = (a: Omit<StoredRule, "id">, b: Omit<StoredRule, "id">): boolean =>
  a.way === b.way &&
  a.protocol === b.protocol &&
  a.fromPort === b.fromPort &&
  a.toPort === b.toPort &&
  a.cidr === b.cidr &&
  a.group === b.group;

/** Adds rules to a group. @throws AwsFault InvalidPermission.Duplicate */
export function addRules(
  ec2: Ec2,
  group: StoredGroup,
  added: readonly Omit<StoredRule, "id">[],
): readonly StoredRule[] {
  const twice = added.find((rule) => group.rules.some((item) => isSame(item, rule)));
  if (twice !== undefined)
    throw createRuleExistsFault(
      `peer: ${twice.cidr ?? twice.group ?? ""}, ${twice.protocol}, from port: ${twice.fromPort ?? -1}, to port: ${twice.toPort ?? -1}, ALLOW`,
    );
  const created = added.map((rule) => ({ ...rule, id: ec2.groups.createRuleId() }));
  ec2.groups.save({ ...group, rules: [...group.rules, ...created] });
  return created;
}

/** Removes rules from a group. @throws AwsFault InvalidPermission.NotFound */
export function removeRules(ec2: Ec2, group: StoredGroup, removed: readonly Omit<StoredRule, "id">[]): void {
  if (removed.some((rule) => !group.rules.some((item) => isSame(item, rule)))) throw createRuleNotFoundFault();
  ec2.groups.save({ ...group, rules: group.rules.filter((item) => !removed.some((rule) => isSame(item, rule))) });
}

import type { Lab } from "../lab";
import { profileNotFound, subnetNotFound } from "./faults";
import { subnets } from "./network";
import type { StoredInstance } from "./stored";

interface PlaceRequest {
  readonly SubnetId?: string | undefined;
  readonly Placement?: { readonly AvailabilityZone?: string | undefined } | undefined;
  readonly SecurityGroupIds?: readonly string[] | undefined;
  readonly SecurityGroups?: readonly string[] | undefined;
}

/** The placement of an instance: its zone, subnet and security groups; `third` as in `LabSubnet`. */
export type Placed = Pick<StoredInstance, "zone" | "subnetId" | "groups"> & { readonly third: number };

/** @throws AwsFault if a subnet or a security group does not exist */
export function placeOf(
  { region, ec2 }: Lab,
  { SubnetId: wanted, Placement: placement, SecurityGroupIds = [], SecurityGroups = [] }: PlaceRequest,
): Placed {
  const all = subnets(region);
  const subnet = all.find(({ id, zone }) =>
    wanted === undefined ? zone === (placement?.AvailabilityZone ?? `${region}a`) : id === wanted,
  );
  if (subnet === undefined) throw subnetNotFound(wanted ?? placement?.AvailabilityZone ?? "");
  const groups = [...SecurityGroupIds, ...SecurityGroups].map((one) => ec2.groups.named(one).id);
  return {
    zone: subnet.zone,
    subnetId: subnet.id,
    third: subnet.third,
    groups: groups.length === 0 ? [ec2.groups.default().id] : groups,
  };
}

/**
 * The name of the instance profile in a request.
 * @throws AwsFault InvalidParameterValue if the profile does not exist
 */
export function profileOf(
  { iam }: Lab,
  asked: { readonly Arn?: string | undefined; readonly Name?: string | undefined } | undefined,
): string | undefined {
  if (asked === undefined) return undefined;
  const found = iam.profiles.all().find(({ name, arn }) => name === asked.Name || arn === asked.Arn);
  if (found === undefined || !iam.profiles.isSeen(found)) throw profileNotFound(asked.Name ?? asked.Arn ?? "");
  return found.name;
}

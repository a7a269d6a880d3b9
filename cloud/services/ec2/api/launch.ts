import type { Services } from "../../framework/services";
import { createProfileNotFoundFault, createSubnetNotFoundFault } from "../model/faults";
import { listSubnets } from "../model/network";
import type { StoredInstance } from "../model/stored";

interface PlacementRequest {
  readonly SubnetId?: string | undefined;
  readonly Placement?: { readonly AvailabilityZone?: string | undefined } | undefined;
  readonly SecurityGroupIds?: readonly string[] | undefined;
  readonly SecurityGroups?: readonly string[] | undefined;
}

/** The placement of an instance: its zone, subnet and security groups; `third` as in `LabSubnet`. */
export type InstancePlacement = Pick<StoredInstance, "zone" | "subnetId" | "groups"> & { readonly third: number };

/** @throws AwsFault if a subnet or a security group does not exist */
export function choosePlacement(
  { region, ec2 }: Services,
  { SubnetId: requested, Placement: placement, SecurityGroupIds = [], SecurityGroups = [] }: PlacementRequest,
): InstancePlacement {
  const all = listSubnets(region);
  const subnet = all.find(({ id, zone }) =>
    requested === undefined ? zone === (placement?.AvailabilityZone ?? `${region}a`) : id === requested,
  );
  if (subnet === undefined) throw createSubnetNotFoundFault(requested ?? placement?.AvailabilityZone ?? "");
  const groups = [...SecurityGroupIds, ...SecurityGroups].map((item) => ec2.groups.requireGroup(item).id);
  return {
    zone: subnet.zone,
    subnetId: subnet.id,
    third: subnet.third,
    groups: groups.length === 0 ? [ec2.groups.getDefault().id] : groups,
  };
}

/**
 * The name of the instance profile in a request.
 * @throws AwsFault InvalidParameterValue if the profile does not exist
 */
export function findProfile(
  { iam }: Services,
  request: { readonly Arn?: string | undefined; readonly Name?: string | undefined } | undefined,
): string | undefined {
  if (request === undefined) return undefined;
  const found = iam.profiles.listAll().find(({ name, arn }) => name === request.Name || arn === request.Arn);
  if (found === undefined || !iam.profiles.isSeen(found))
    throw createProfileNotFoundFault(request.Name ?? request.Arn ?? "");
  return found.name;
}

import { DescribeSubnets$, DescribeVpcs$, DescribeAvailabilityZones$ } from "@aws-sdk/client-ec2";
import type * as sdk from "@aws-sdk/client-ec2";
import { optional, refused, type Members } from "../../../core/members";
import { operation } from "../../framework/operation";
import { createSubnetNotFoundFault, createVpcNotFoundFault } from "../model/faults";
import { filters, paging, texts, flag } from "../model/fields";
import { filterItems, type Filterable } from "./filters";
import { describeSubnet, listSubnets, VPC_ID, type DefaultSubnet, describeVpc } from "../model/network";

const vpcMembers = {
  VpcIds: optional(texts),
  Filters: optional(filters),
  DryRun: refused(),
  ...paging,
} satisfies Members<sdk.DescribeVpcsRequest>;

const vpcFilters: Filterable<{ readonly id: string }> = {
  "vpc-id": ({ id }) => id,
  "is-default": () => "true",
  isDefault: () => "true",
  state: () => "available",
  cidr: () => "172.31.0.0/16",
};

/** The only network of the lab cloud, the default VPC. */
export const describeVpcs = operation(
  DescribeVpcs$,
  vpcMembers,
  (cloud, { VpcIds: ids = [VPC_ID], Filters }): sdk.DescribeVpcsResult => {
    const wrong = ids.find((id) => id !== VPC_ID);
    if (wrong !== undefined) throw createVpcNotFoundFault(wrong);
    return { Vpcs: filterItems([{ id: VPC_ID }], Filters, vpcFilters).map(() => describeVpc(cloud.account)) };
  },
);

const zoneMembers = {
  ZoneNames: optional(texts),
  AllAvailabilityZones: optional(flag),
  Filters: refused(),
  ZoneIds: refused(),
  DryRun: refused(),
} satisfies Members<sdk.DescribeAvailabilityZonesRequest>;

export const describeAvailabilityZones = operation(
  DescribeAvailabilityZones$,
  zoneMembers,
  ({ region }, { ZoneNames: names }): sdk.DescribeAvailabilityZonesResult => ({
    AvailabilityZones: listSubnets(region)
      .filter(({ zone }) => names?.includes(zone) ?? true)
      .map(({ zone }, index) => ({
        ZoneName: zone,
        ZoneId: `use1-az${index + 1}`,
        RegionName: region,
        State: "available",
        ZoneType: "availability-zone",
        OptInStatus: "opt-in-not-required",
        GroupName: region,
        NetworkBorderGroup: region,
        Messages: [],
      })),
  }),
);

const subnetMembers = {
  SubnetIds: optional(texts),
  Filters: optional(filters),
  DryRun: refused(),
  ...paging,
} satisfies Members<sdk.DescribeSubnetsRequest>;

const subnetFilters: Filterable<DefaultSubnet> = {
  "subnet-id": ({ id }) => id,
  "vpc-id": () => VPC_ID,
  "availability-zone": ({ zone }) => zone,
  "default-for-az": () => "true",
  state: () => "available",
};

export const describeSubnets = operation(
  DescribeSubnets$,
  subnetMembers,
  (cloud, { SubnetIds: ids, Filters }): sdk.DescribeSubnetsResult => {
    const all = listSubnets(cloud.region);
    const missing = ids?.find((requested) => !all.some(({ id }) => id === requested));
    if (missing !== undefined) throw createSubnetNotFoundFault(missing);
    return {
      Subnets: filterItems(
        all.filter(({ id }) => ids?.includes(id) ?? true),
        Filters,
        subnetFilters,
      ).map((subnet) => describeSubnet(subnet, cloud.account)),
    };
  },
);

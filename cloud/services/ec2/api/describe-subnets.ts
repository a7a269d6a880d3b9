import { DescribeSubnets$, type DescribeSubnetsRequest, type DescribeSubnetsResult } from "@aws-sdk/client-ec2";
import { optional, refused, type Members } from "../../../core/members";
import { operation } from "../../framework/operation";
import { createSubnetNotFoundFault } from "../model/faults";
import { filters, paging, texts } from "../model/fields";
import { filterItems, type Filterable } from "./filters";
import { describeSubnet, listSubnets, VPC_ID, type DefaultSubnet } from "../model/network";

const members = {
  SubnetIds: optional(texts),
  Filters: optional(filters),
  DryRun: refused(),
  ...paging,
} satisfies Members<DescribeSubnetsRequest>;

const known: Filterable<DefaultSubnet> = {
  "subnet-id": ({ id }) => id,
  "vpc-id": () => VPC_ID,
  "availability-zone": ({ zone }) => zone,
  "default-for-az": () => "true",
  state: () => "available",
};

export const describeSubnets = operation(
  DescribeSubnets$,
  members,
  (cloud, { SubnetIds: ids, Filters }): DescribeSubnetsResult => {
    const all = listSubnets(cloud.region);
    const missing = ids?.find((requested) => !all.some(({ id }) => id === requested));
    if (missing !== undefined) throw createSubnetNotFoundFault(missing);
    return {
      Subnets: filterItems(
        all.filter(({ id }) => ids?.includes(id) ?? true),
        Filters,
        known,
      ).map((subnet) => describeSubnet(subnet, cloud.account)),
    };
  },
);

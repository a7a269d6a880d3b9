import { DescribeVpcs$, type DescribeVpcsRequest, type DescribeVpcsResult } from "@aws-sdk/client-ec2";
import { optional, refused, type Members } from "../../../core/members";
import { operation } from "../../framework/operation";
import { createVpcNotFoundFault } from "../model/faults";
import { filters, paging, texts } from "../model/fields";
import { filterItems, type Filterable } from "./filters";
import { describeVpc, VPC_ID } from "../model/network";

const members = {
  VpcIds: optional(texts),
  Filters: optional(filters),
  DryRun: refused(),
  ...paging,
} satisfies Members<DescribeVpcsRequest>;

const known: Filterable<{ readonly id: string }> = {
  "vpc-id": ({ id }) => id,
  "is-default": () => "true",
  isDefault: () => "true",
  state: () => "available",
  cidr: () => "172.31.0.0/16",
};

/** The only network of the lab cloud, the default VPC. */
export const describeVpcs = operation(
  DescribeVpcs$,
  members,
  (cloud, { VpcIds: ids = [VPC_ID], Filters }): DescribeVpcsResult => {
    const wrong = ids.find((id) => id !== VPC_ID);
    if (wrong !== undefined) throw createVpcNotFoundFault(wrong);
    return { Vpcs: filterItems([{ id: VPC_ID }], Filters, known).map(() => describeVpc(cloud.account)) };
  },
);

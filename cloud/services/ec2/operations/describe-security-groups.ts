import {
  DescribeSecurityGroups$,
  type DescribeSecurityGroupsRequest,
  type DescribeSecurityGroupsResult,
} from "@aws-sdk/client-ec2";
import { optional, refused, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { describeGroup } from "../describe-group";
import { filters, paging, texts } from "../fields";
import { filterItems, type Filterable } from "../filters";
import type { StoredGroup } from "../stored";

const members = {
  GroupIds: optional(texts),
  GroupNames: optional(texts),
  Filters: optional(filters),
  DryRun: refused(),
  ...paging,
} satisfies Members<DescribeSecurityGroupsRequest>;

const known: Filterable<StoredGroup> = {
  description: ({ description }) => description,
  "group-id": ({ id }) => id,
  "group-name": ({ name }) => name,
  "vpc-id": ({ vpcId }) => vpcId,
};

export const describeSecurityGroups = operation(
  DescribeSecurityGroups$,
  members,
  (cloud, { GroupIds = [], GroupNames = [], Filters }): DescribeSecurityGroupsResult => {
    const named = [...GroupIds, ...GroupNames];
    const groups =
      named.length === 0 ? cloud.ec2.groups.listAll() : named.map((item) => cloud.ec2.groups.requireGroup(item));
    return { SecurityGroups: filterItems(groups, Filters, known).map((group) => describeGroup(cloud, group)) };
  },
);

import {
  DescribeInstanceStatus$,
  type DescribeInstanceStatusRequest,
  type DescribeInstanceStatusResult,
} from "@aws-sdk/client-ec2";
import { optional, refused, type Members } from "../../../core/members";
import { operation } from "../../framework/operation";
import { getState } from "./describe-instance";
import { filters, flag, paging, texts } from "../model/fields";
import { filterItems } from "./filters";
import { instanceFilters } from "./describe-instances";

const members = {
  InstanceIds: optional(texts),
  Filters: optional(filters),
  IncludeAllInstances: optional(flag),
  IncludeManagedResources: refused(),
  DryRun: refused(),
  ...paging,
} satisfies Members<DescribeInstanceStatusRequest>;

/** Only running instances, unless IncludeAllInstances is set. */
export const describeInstanceStatus = operation(
  DescribeInstanceStatus$,
  members,
  (cloud, request): DescribeInstanceStatusResult => {
    const { InstanceIds: ids, Filters, IncludeAllInstances: isAll = false } = request;
    const instances = filterItems(
      ids === undefined ? cloud.ec2.instances.listAll() : cloud.ec2.instances.requireInstances(ids),
      Filters,
      instanceFilters,
    );
    return {
      InstanceStatuses: instances
        .filter(({ state }) => isAll || state === "running")
        .map((instance) => {
          const status = {
            Status: instance.state === "running" ? ("ok" as const) : ("not-applicable" as const),
            Details: [],
          };
          return {
            InstanceId: instance.id,
            AvailabilityZone: instance.zone,
            InstanceState: getState(instance),
            InstanceStatus: status,
            SystemStatus: status,
          };
        }),
    };
  },
);

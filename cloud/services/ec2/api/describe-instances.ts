import {
  DescribeInstances$,
  type DescribeInstancesRequest,
  type DescribeInstancesResult,
  DescribeInstanceStatus$,
  type DescribeInstanceStatusRequest,
  type DescribeInstanceStatusResult,
} from "@aws-sdk/client-ec2";
import { optional, refused, type Members } from "../../../core/members";
import { operation } from "../../framework/operation";
import { listReservations, getState } from "./describe-instance";
import { filters, paging, texts, flag } from "../model/fields";
import { filterItems, type Filterable } from "./filters";
import { VPC_ID } from "../model/network";
import { STATE_CODES, type StoredInstance } from "../model/stored";

const describeInstancesMembers = {
  InstanceIds: optional(texts),
  Filters: optional(filters),
  IncludeManagedResources: refused(),
  DryRun: refused(),
  ...paging,
} satisfies Members<DescribeInstancesRequest>;

export const instanceFilters: Filterable<StoredInstance> = {
  "availability-zone": ({ zone }) => zone,
  "image-id": ({ imageId }) => imageId,
  "instance-id": ({ id }) => id,
  "instance-state-code": ({ state }) => String(STATE_CODES[state]),
  "instance-state-name": ({ state }) => state,
  "instance-type": ({ type }) => type,
  "instance.group-id": ({ groups }) => groups,
  "ip-address": ({ publicIp }) => publicIp,
  "private-ip-address": ({ privateIp }) => privateIp,
  "reservation-id": ({ reservationId }) => reservationId,
  "subnet-id": ({ subnetId }) => subnetId,
  "vpc-id": () => VPC_ID,
};

/** All instances in one answer, without pages. A terminated instance is shown for an hour. */
export const describeInstances = operation(
  DescribeInstances$,
  describeInstancesMembers,
  (cloud, { InstanceIds: ids, Filters }): DescribeInstancesResult => {
    const instances = ids === undefined ? cloud.ec2.instances.listAll() : cloud.ec2.instances.requireInstances(ids);
    return { Reservations: listReservations(cloud, filterItems(instances, Filters, instanceFilters)) };
  },
);

const describeInstanceStatusMembers = {
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
  describeInstanceStatusMembers,
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

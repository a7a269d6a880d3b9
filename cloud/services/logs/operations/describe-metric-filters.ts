import {
  DescribeMetricFilters$,
  type DescribeMetricFiltersRequest,
  type DescribeMetricFiltersResponse,
} from "@aws-sdk/client-cloudwatch-logs";
import { optional, type Members } from "../../../core/members";
import type { Reply } from "../../../core/operation";
import { operation } from "../../operation";
import { createPage } from "../../page";
import { createInvalidTokenFault } from "../faults";
import { describeLimit, filterName, logGroupName, metricName, metricNamespace, nextToken } from "../fields";
import { createFilterKey } from "../filters/filter-table";

const members = {
  logGroupName: optional(logGroupName),
  filterNamePrefix: optional(filterName),
  nextToken: optional(nextToken),
  limit: optional(describeLimit),
  metricName: optional(metricName),
  metricNamespace: optional(metricNamespace),
} satisfies Members<DescribeMetricFiltersRequest>;

/** Lists metric filters of a group, or of all, by name. */
export const describeMetricFilters = operation(
  DescribeMetricFilters$,
  members,
  ({ logs, metricFilters }, request): Reply<DescribeMetricFiltersResponse> => {
    const { filterNamePrefix = "", nextToken: token, limit = 50 } = request;
    const groups = new Map(logs.listGroups().map((group) => [group.id, group]));
    const of = request.logGroupName === undefined ? undefined : logs.requireGroup(request.logGroupName);
    const matching = metricFilters
      .listFilters(of)
      .filter(
        ({ name, transformation }) =>
          name.startsWith(filterNamePrefix) &&
          (request.metricName === undefined || transformation.metricName === request.metricName) &&
          (request.metricNamespace === undefined || transformation.metricNamespace === request.metricNamespace),
      );
    const { items, next } = createPage(matching, createFilterKey, {
      token,
      size: limit,
      createInvalidFault: createInvalidTokenFault,
    });
    const described = items.map(({ name, groupId, pattern, createdAt, transformation }) => ({
      filterName: name,
      filterPattern: pattern,
      metricTransformations: [transformation],
      creationTime: createdAt,
      logGroupName: groups.get(groupId)?.name,
      applyOnTransformedLogs: false,
    }));
    return { metricFilters: described, ...(next === undefined ? {} : { nextToken: next }) };
  },
);

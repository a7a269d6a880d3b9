import {
  ListMetrics$,
  type DimensionFilter,
  type ListMetricsInput,
  type ListMetricsOutput,
} from "@aws-sdk/client-cloudwatch";
import { optional, refused, required, structure, type Members, type Reply } from "../../../core/members";
import { list, oneOf, string } from "../../../core/rules";
import { operation } from "../../framework/operation";
import { createPage } from "../../framework/page";
import { createInvalidNextTokenFault } from "../model/faults";
import { metricName, namespace } from "../model/fields";
import { toDimensionList } from "../store/statistics";

const members = {
  Namespace: optional(namespace),
  MetricName: optional(metricName),
  Dimensions: optional(
    list(
      structure({
        Name: required(string({ length: { min: 1, max: 255 } })),
        Value: optional(string({ length: { min: 1, max: 1024 } })),
      } satisfies Members<DimensionFilter>),
      { max: 10 },
    ),
  ),
  NextToken: optional(string()),
  RecentlyActive: optional(oneOf(["PT3H"])),
  IncludeLinkedAccounts: refused(),
  OwningAccount: refused(),
} satisfies Members<ListMetricsInput>;

const HOUR_MS = 3_600_000;
const LISTED_MS = 14 * 24 * HOUR_MS;
const RECENT_MS = 3 * HOUR_MS;
const PAGE = 500;

export const listMetrics = operation(ListMetrics$, members, (cloud, request): Reply<ListMetricsOutput> => {
  const { Namespace, MetricName, Dimensions = [], NextToken, RecentlyActive } = request;
  const since = cloud.now() - (RecentlyActive === undefined ? LISTED_MS : RECENT_MS);
  const found = cloud.cloudwatch
    .list()
    .filter(
      ({ name, lastAt }) =>
        lastAt >= since &&
        (Namespace ?? name.namespace) === name.namespace &&
        (MetricName ?? name.name) === name.name &&
        Dimensions.every(
          ({ Name, Value }) => Name in name.dimensions && (Value ?? name.dimensions[Name]) === name.dimensions[Name],
        ),
    );
  const { items, next } = createPage(found, (_, index) => index, {
    token: NextToken,
    size: PAGE,
    createInvalidFault: createInvalidNextTokenFault,
  });
  const Metrics = items.map(({ name }) => ({
    Namespace: name.namespace,
    MetricName: name.name,
    Dimensions: toDimensionList(name.dimensions),
  }));
  return { Metrics, ...(next === undefined ? {} : { NextToken: next }) };
});

import type { Core } from "../../../../core/core";
import type { Metrics } from "../../../cloudwatch/model/metrics";
import type { LogGroups } from "../log-groups";
import { MetricFilters } from "./metric-filters";
import { Subscriptions, type SubscriptionDestinations } from "./subscriptions";

/** The filters of the account's groups, which get every ingested event. */
export function createFilters(
  core: Core,
  around: { readonly groups: LogGroups; readonly metrics: Metrics; readonly destinations: SubscriptionDestinations },
): { readonly metrics: MetricFilters; readonly subscriptions: Subscriptions } {
  const metrics = new MetricFilters(core, around.metrics);
  const subscriptions = new Subscriptions(core, around.metrics, around.destinations);
  around.groups.listen({
    onAppended(events) {
      metrics.count(events);
      subscriptions.forward(events);
    },
    onDeleted(group) {
      metrics.removeAll(group);
      subscriptions.removeAll(group);
    },
  });
  return { metrics, subscriptions };
}

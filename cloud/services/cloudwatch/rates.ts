import { AwsFault } from "../../core/faults";
import type { Rate, Rates } from "../../core/rates";

const perSecond = (count: number): Rate => ({
  perSecond: count,
  throttled: () => new AwsFault("Throttling", "Rate exceeded"),
});

/** The rates of AWS's page about CloudWatch's quotas (LAG-010). PutMetricData and GetMetricData, whose rates depend on the region and are in the hundreds, are not limited here. */
export const rates: Rates = {
  DescribeAlarms: perSecond(9),
  GetMetricStatistics: perSecond(400),
  ListMetrics: perSecond(25),
  PutMetricAlarm: perSecond(3),
};

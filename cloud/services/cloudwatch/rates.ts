import { AwsFault } from "../../core/faults";
import type { Rate, Rates } from "../../core/rates";

const createRate = (count: number): Rate => ({
  perSecond: count,
  createThrottlingFault: () => new AwsFault("Throttling", "Rate exceeded"),
});

/** The rates of AWS's page about CloudWatch's quotas (LAG-010). PutMetricData and GetMetricData, whose rates depend on the region and are in the hundreds, are not limited here. */
export const rates: Rates = {
  DescribeAlarms: createRate(9),
  GetMetricStatistics: createRate(400),
  ListMetrics: createRate(25),
  PutMetricAlarm: createRate(3),
};

import { MetricChart } from "../charts/metric-chart";
import { readMetricSeries } from "../charts/metric-series";
import { getCloudTime, useFeed } from "../feed";
import { useLoaded } from "../loaded";
import { Notice } from "../widgets/notice";

const METRICS: readonly (readonly [title: string, metric: string])[] = [
  ["KPUs", "KPUs"],
  ["Time that it runs, in ms", "uptime"],
  ["Time that it is down, in ms", "downtime"],
  ["Restarts", "fullRestarts"],
  ["Duration of the last checkpoint, in ms", "lastCheckpointDuration"],
  ["Size of the last checkpoint, in bytes", "lastCheckpointSize"],
  ["Checkpoints that failed", "numberOfFailedCheckpoints"],
];
const HOUR_MS = 3_600_000;

/** The CloudWatch metrics of an application, for each minute of the last hour. */
export function FlinkMetrics({ name }: { name: string }) {
  const { message } = useFeed();
  const { value, error } = useLoaded(
    () =>
      readMetricSeries(
        METRICS.map(([, metric]) => ({
          namespace: "AWS/KinesisAnalytics",
          metric,
          statistic: "Maximum",
          dimensions: { Application: name },
        })),
        { from: getCloudTime() - HOUR_MS, to: getCloudTime() + 60_000 },
      ),
    `metrics ${name}`,
    [Math.floor((message?.now ?? 0) / 60_000)],
  );
  return (
    <>
      <h2>Metrics of the last hour</h2>
      <Notice error={error} />
      <div class="charts">
        {METRICS.map(([title], n) => (
          <MetricChart key={title} title={title} series={value?.[n] ?? []} statistic="Maximum" />
        ))}
      </div>
    </>
  );
}

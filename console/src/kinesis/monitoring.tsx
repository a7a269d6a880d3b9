import { useState } from "preact/hooks";
import { MetricChart } from "../charts/metric-chart";
import { readMetricSeries, type SeriesRequest } from "../charts/metric-series";
import { getCloudTime, useFeed } from "../feed";
import { formatCount } from "../formats";
import { useLoaded } from "../loaded";
import { Notice } from "../widgets/notice";

const METRICS: readonly (readonly [title: string, metric: string, statistic: SeriesRequest["statistic"]])[] = [
  ["Records put, a minute", "IncomingRecords", "Sum"],
  ["Bytes put, a minute", "IncomingBytes", "Sum"],
  ["Puts refused, a minute: too much for a shard", "WriteProvisionedThroughputExceeded", "Sum"],
  ["Records read, a minute", "GetRecords.Records", "Sum"],
  ["Reads refused, a minute: too much for a shard", "ReadProvisionedThroughputExceeded", "Sum"],
  ["Age of the records read last, in ms", "GetRecords.IteratorAgeMilliseconds", "Maximum"],
];
/** The time spans, in minutes. */
const SPANS = [15, 60, 180, 1_440] as const;

/** The stream's CloudWatch metrics, including throttling, minute by minute. */
export function Monitoring({ stream }: { stream: string }) {
  const { message } = useFeed();
  const [minutes, setMinutes] = useState<number>(60);
  const records = Number(message?.live["kinesis"]?.[stream]?.["records"] ?? 0);
  const { value, error, reload } = useLoaded(
    () =>
      readMetricSeries(
        METRICS.map(([, metric, statistic]) => ({
          namespace: "AWS/Kinesis",
          metric,
          statistic,
          dimensions: { StreamName: stream },
        })),
        { from: getCloudTime() - minutes * 60_000, to: getCloudTime() + 60_000 },
      ),
    `${stream} ${minutes}`,
    // Loads again when records arrive, and every minute.
    [records, Math.floor((message?.now ?? 0) / 60_000)],
  );
  return (
    <>
      <h2>Monitoring</h2>
      <div class="bar">
        <label>
          {"The last "}
          <select value={minutes} onChange={({ currentTarget }) => setMinutes(Number(currentTarget.value))}>
            {SPANS.map((span) => (
              <option key={span} value={span}>
                {span < 60 ? `${span} minutes` : formatCount(span / 60, "hour")}
              </option>
            ))}
          </select>
        </label>
        <button type="button" onClick={reload}>
          Refresh
        </button>
      </div>
      <Notice error={error} />
      <div class="charts">
        {METRICS.map(([title, , statistic], n) => (
          <MetricChart key={title} title={title} series={value?.[n] ?? []} statistic={statistic} />
        ))}
      </div>
    </>
  );
}

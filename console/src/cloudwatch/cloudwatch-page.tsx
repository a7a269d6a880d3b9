import { useMemo, useState } from "preact/hooks";
import { MetricChart } from "../charts/metric-chart";
import { readMetricSeries, type SeriesRequest } from "../charts/metric-series";
import { getCloudTime, useFeed } from "../feed";
import { formatCount } from "../formats";
import { useLoaded } from "../loaded";
import type { Route } from "../route";
import { Notice } from "../widgets/notice";
import { VirtualList } from "../widgets/virtual-list";
import { Alarms } from "./alarms";
import { listMetrics, type Metric } from "./metrics";

const STATISTICS: readonly SeriesRequest["statistic"][] = ["Sum", "Average", "Minimum", "Maximum", "SampleCount"];
/** The time spans, in minutes, each with a period such that a chart has at most a few hundred points. */
const SPANS = [
  { label: "the last hour, by the minute", minutes: 60, periodSeconds: 60 },
  { label: "the last 3 hours, by the minute", minutes: 180, periodSeconds: 60 },
  { label: "the last day, by 5 minutes", minutes: 1_440, periodSeconds: 300 },
  { label: "the last 2 weeks, by the hour", minutes: 20_160, periodSeconds: 3_600 },
] as const;
/** The maximum number of charts shown at once. */
const MAX_CHARTS = 6;

/**
 * All metrics that the services emit, and custom ones; the chosen metrics are drawn. `#/cloudwatch/<words>` filters by
 * these words.
 */
export function CloudWatchPage({ route: [search = ""] }: { route: Route }) {
  const { message } = useFeed();
  const minute = Math.floor((message?.now ?? 0) / 60_000);
  const { value: metrics = [], error } = useLoaded(listMetrics, "metrics", ["cloudwatch data", minute]);
  const [words, setWords] = useState(search);
  const [chosen, setChosen] = useState<readonly Metric[]>([]);
  const shown = useMemo(() => {
    const terms = words.toLowerCase().split(/\s+/);
    return metrics.filter(({ text }) => terms.every((word) => text.toLowerCase().includes(word)));
  }, [metrics, words]);
  const isChosen = ({ text }: Metric): boolean => chosen.some((metric) => metric.text === text);
  const toggle = (metric: Metric): void =>
    setChosen((before) =>
      isChosen(metric) ? before.filter(({ text }) => text !== metric.text) : [...before, metric].slice(-MAX_CHARTS),
    );
  return (
    <>
      <h1>CloudWatch</h1>
      <Notice error={error} />
      <h2>Metrics</h2>
      <div class="bar">
        <label>
          {"Filter "}
          <input
            type="search"
            value={words}
            placeholder="AWS/Firehose records"
            onInput={({ currentTarget }) => setWords(currentTarget.value)}
          />
        </label>
        <span role="status">{`${shown.length} of ${formatCount(metrics.length, "metric")}`}</span>
      </div>
      <VirtualList
        label="Metrics"
        columns={["Metric", "Namespace", "Dimensions"]}
        widths={[3, 1.2, 4]}
        items={shown}
        getKey={({ text }) => text}
        isChosen={isChosen}
        none="No metrics found. Services emit them when something happens."
        renderCells={(metric) => [
          <button type="button" class="link" aria-pressed={isChosen(metric)} onClick={() => toggle(metric)}>
            {metric.name}
          </button>,
          metric.namespace,
          Object.entries(metric.dimensions)
            .map((pair) => pair.join("="))
            .join(", "),
        ]}
      />
      <Charts metrics={chosen} />
      <Alarms metrics={chosen} />
    </>
  );
}

function Charts({ metrics }: { metrics: readonly Metric[] }) {
  const { message } = useFeed();
  const [statistic, setStatistic] = useState<SeriesRequest["statistic"]>("Sum");
  const [at, setAt] = useState(0);
  const { minutes, periodSeconds } = SPANS[at] ?? SPANS[0];
  const { value, error } = useLoaded(
    async () =>
      metrics.length === 0
        ? []
        : readMetricSeries(
            metrics.map(({ namespace, name: metric, dimensions }) => ({ namespace, metric, dimensions, statistic })),
            { from: getCloudTime() - minutes * 60_000, to: getCloudTime() + 60_000, periodSeconds },
          ),
    JSON.stringify([metrics.map(({ text }) => text), statistic, at]),
    ["cloudwatch data", Math.floor((message?.now ?? 0) / 60_000)],
  );
  if (metrics.length === 0) return <p>Choose up to {MAX_CHARTS} metrics to see them drawn.</p>;
  return (
    <>
      <div class="bar">
        <label>
          {"Statistic "}
          <select
            value={statistic}
            onChange={({ currentTarget: { value: name } }) =>
              setStatistic(STATISTICS.find((statistic) => statistic === name) ?? "Sum")
            }
          >
            {STATISTICS.map((name) => (
              <option key={name}>{name}</option>
            ))}
          </select>
        </label>
        <label>
          {"Time "}
          <select value={at} onChange={({ currentTarget }) => setAt(Number(currentTarget.value))}>
            {SPANS.map(({ label }, n) => (
              <option key={label} value={n}>
                {label}
              </option>
            ))}
          </select>
        </label>
      </div>
      <Notice error={error} />
      <div class="charts">
        {metrics.map(({ text, name, dimensions }, n) => (
          <MetricChart
            key={text}
            title={[name, ...Object.values(dimensions)].join(", ")}
            series={value?.[n] ?? []}
            statistic={statistic}
            periodSeconds={periodSeconds}
          />
        ))}
      </div>
    </>
  );
}

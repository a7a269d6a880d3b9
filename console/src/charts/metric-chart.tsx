import { useEffect, useRef, useState } from "preact/hooks";
import uPlot from "uplot";
// The same bars as in the labs' notebooks: one module computes the bars, their labels and the height of the axis.
import { formatBarTime, createMetricBars, TIME_AXIS, findTop, type MetricBar } from "../../../src/display/metric-bars";
import { formatTime } from "../formats";
import { Table } from "../widgets/table";
import type { Point, SeriesRequest } from "./metric-series";

/**
 * The largest size in pixels; the chart is never wider than its figure, which is narrower in JupyterLab's side panel.
 */
const [WIDTH, HEIGHT] = [420, 150];
const measureSize = ({ clientWidth }: HTMLElement) => ({ width: Math.min(WIDTH, clientWidth), height: HEIGHT });
/** Possible intervals between ticks, in seconds: whole minutes, hours or days. */
const TICKS = [60, 300, 900, 1_800, 3_600, 10_800, 21_600, 43_200, 86_400, 172_800];

/** `2.5M`: millions in full would be too wide. */
const SHORT = new Intl.NumberFormat("en", { notation: "compact", maximumFractionDigits: 2 });

const DARK = matchMedia("(prefers-color-scheme: dark)");

/** Whether the browser prefers dark pages; a canvas is drawn again when this changes. */
function useColorScheme(): "light" | "dark" {
  const [isDark, setIsDark] = useState(DARK.matches);
  useEffect(() => {
    const follow = (): void => setIsDark(DARK.matches);
    DARK.addEventListener("change", follow);
    return () => DARK.removeEventListener("change", follow);
  }, []);
  return isDark ? "dark" : "light";
}

interface MetricChartProps {
  readonly title: string;
  readonly series: readonly Point[];
  /** The statistic of the values; the values of a sum can be added. */
  readonly statistic?: SeriesRequest["statistic"];
  readonly periodSeconds?: number;
}

/**
 * A chart of a metric, with a bar for each period. A table below it has the values, for users who do not see the chart.
 */
export function MetricChart({ title, series, statistic = "Sum", periodSeconds = 60 }: MetricChartProps) {
  const box = useRef<HTMLDivElement>(null);
  const scheme = useColorScheme();
  const data = JSON.stringify(series);
  useEffect(() => {
    const { current } = box;
    if (current === null || series.length === 0) return undefined;
    const chart = drawChart(current, createMetricBars(series, periodSeconds * 1000), periodSeconds);
    const fit = new ResizeObserver(() => chart.setSize(measureSize(current)));
    fit.observe(current);
    return () => (fit.disconnect(), chart.destroy());
  }, [data, scheme, periodSeconds]);
  return (
    <figure>
      <figcaption>{title}</figcaption>
      {series.length === 0 ? (
        <p class="none">Nothing in this time.</p>
      ) : (
        <div aria-hidden="true">
          <div ref={box} class="chart" />
          <small class="axis">{periodSeconds === 60 ? TIME_AXIS : "time (UTC)"}</small>
        </div>
      )}
      <details>
        <summary>
          {summarizeSeries(series, statistic)}
          <span class="hidden">{`: figures of ${title}`}</span>
        </summary>
        <Table
          caption={`Figures: ${title}`}
          columns={["From", "Value"]}
          none="None."
          rows={series.map(({ at, value }) => [formatTime(at), value])}
        />
      </details>
    </figure>
  );
}

function summarizeSeries(series: readonly Point[], statistic: SeriesRequest["statistic"]): string {
  if (series.length === 0) return "No figures";
  const values = series.map(({ value }) => value);
  return statistic === "Sum" || statistic === "SampleCount"
    ? `${values.reduce((sum, value) => sum + value, 0)} in all`
    : `from ${Math.min(...values)} to ${Math.max(...values)}`;
}

function drawChart(container: HTMLElement, bars: readonly MetricBar[], periodSeconds: number): uPlot {
  const color = resolveColors(container);
  const axis = {
    stroke: color("--soft"),
    grid: { stroke: color("--line"), width: 1 },
    ticks: { stroke: color("--line") },
  };
  const first = (bars[0]?.at ?? 0) / 1000;
  const last = (bars.at(-1)?.at ?? 0) / 1000;
  const formatTimes = (_chart: uPlot, ticks: number[]): string[] =>
    ticks.map((seconds) => formatBarTime(seconds * 1000));
  return new uPlot(
    {
      ...measureSize(container),
      legend: { show: false },
      cursor: { show: false },
      tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), "UTC"),
      scales: {
        // The range extends half a period beyond both ends, so that the first and the last bar are as wide as the
        // others. By uPlot's default a single bar would get a range of a day.
        x: { range: () => [first - periodSeconds / 2, last + periodSeconds / 2] },
        y: { range: [0, findTop(bars)] },
      },
      axes: [
        { ...axis, incrs: TICKS, values: formatTimes, space: 44 },
        { ...axis, size: 72, values: (_chart, ticks) => ticks.map((tick) => SHORT.format(tick)) },
      ],
      series: [
        {},
        {
          stroke: color("--accent"),
          fill: color("--accent"),
          points: { show: false },
          paths: uPlot.paths.bars?.({ size: [0.8, 40] }),
        },
      ],
    },
    [bars.map(({ at }) => at / 1000), bars.map(({ value }) => value)],
    container,
  );
}

/** Resolves the page's colors for a canvas: the browser resolves light-dark() only in computed styles of elements. */
const resolveColors =
  (container: HTMLElement) =>
  (name: string): string => {
    const probe = document.createElement("i");
    probe.style.color = getComputedStyle(document.documentElement).getPropertyValue(name);
    container.append(probe);
    const found = getComputedStyle(probe).color;
    probe.remove();
    return found;
  };

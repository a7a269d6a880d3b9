import { useEffect, useRef } from "preact/hooks";
import uPlot from "uplot";
import { clockTime } from "../formats";
import { Table } from "../widgets/table";
import type { Point } from "./metric-series";

/** No wider than the figure, which is narrower at JupyterLab's side. */
const [WIDTH, HEIGHT] = [420, 150];
const sizeIn = ({ clientWidth }: HTMLElement) => ({ width: Math.min(WIDTH, clientWidth), height: HEIGHT });

/** A chart of a metric, minute by minute. Its figures stand below it as a table, for those who do not see it. */
export function MetricChart({ title, series }: { title: string; series: readonly Point[] }) {
  const box = useRef<HTMLDivElement>(null);
  const total = series.reduce((sum, { value }) => sum + value, 0);
  const data = JSON.stringify(series);
  useEffect(() => {
    const { current } = box;
    if (current === null || series.length === 0) return undefined;
    const colour = (name: string): string => getComputedStyle(document.documentElement).getPropertyValue(name);
    // The browser resolves light-dark() only where a colour is used.
    const probe = document.createElement("i");
    const resolved = (name: string): string => {
      probe.style.color = colour(name);
      current.append(probe);
      const found = getComputedStyle(probe).color;
      probe.remove();
      return found;
    };
    const axis = {
      stroke: resolved("--soft"),
      grid: { stroke: resolved("--line"), width: 1 },
      ticks: { stroke: resolved("--line") },
    };
    const chart = new uPlot(
      {
        ...sizeIn(current),
        legend: { show: false },
        cursor: { show: false },
        tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), "UTC"),
        scales: { y: { range: (_chart, _least, most) => [0, Math.max(1, most * 1.1)] } },
        axes: [axis, { ...axis, size: 72 }],
        series: [{}, { stroke: resolved("--accent"), width: 2, points: { show: true, size: 5 } }],
      },
      [series.map(({ at }) => at / 1000), series.map(({ value }) => value)],
      current,
    );
    const fit = new ResizeObserver(() => chart.setSize(sizeIn(current)));
    fit.observe(current);
    return () => (fit.disconnect(), chart.destroy());
  }, [data]);
  return (
    <figure>
      <figcaption>{title}</figcaption>
      {series.length === 0 ? (
        <p class="none">Nothing in this time.</p>
      ) : (
        <div ref={box} class="chart" aria-hidden="true" />
      )}
      <details>
        <summary>
          {series.length === 0 ? "No figures" : `${total} in all`}
          <span class="hidden">{`: figures of ${title}`}</span>
        </summary>
        <Table
          caption={`Figures: ${title}`}
          columns={["Minute", "Value"]}
          none="None."
          rows={series.map(({ at, value }) => [clockTime(at), value])}
        />
      </details>
    </figure>
  );
}

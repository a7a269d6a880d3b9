import type { QueryRow } from "../athena/run-query";
import { formatCount } from "../aws/format-count";
import { drawOverTime, chooseTimeStep, type TimeBar, type TimeRow } from "../display/draw-over-time";
import { drawPipeline } from "../display/draw-pipeline";
import type { Arrow, Box } from "../display/flow-picture";
import type { MetricEvent } from "../metrics/model/metric-event";
import { COLUMNS, formatTime, getValue } from "./demo-points";
import type { Demo, DemoState } from "./demo-state";
import type { StreamHolding } from "./holdings";

/** A picture of one point: SVG that carries its own text for those who do not see it. */
export interface Figure {
  readonly point: number;
  readonly svg: string;
  readonly caption: string;
}

/** The maximum number of bars of a chart of arrivals. */
const MAX_BARS = 60;

/** The pictures of the points, drawn from the cloud's state. */
export function createFigures(demo: Demo, state: DemoState): Figure[] {
  const { input, output, bucket } = state;
  return [
    createStreamsFigure(state),
    createArrivalsFigure(state, {
      point: 2,
      items: [input, output].map((stream) => createArrivals(stream, "records", ({ arrivedAt }) => arrivedAt)),
      emptyAt: findLatest(input.emptyAt, output.emptyAt),
      caption:
        "When the records came that both streams hold now. The dashed line is the time at which both were empty.",
    }),
    createArrivalsFigure(state, {
      point: 3,
      items: [createArrivals(bucket, "objects", ({ deliveredAt }) => deliveredAt)],
      emptyAt: bucket.emptyAt,
      caption: "When the objects came that the bucket holds now. The dashed line is the time at which it was empty.",
    }),
    createAppFigure(demo, state),
    ...createWindowsFigure(state),
    createFirehoseFigure(demo, state),
    ...createEventsFigure(state),
    createTableFigure(demo, state),
    ...createAnswerFigure(state),
  ];
}

const createStreamBox = (
  { name, createdAt, described }: StreamHolding,
  at: Pick<Box, "column" | "row">,
  holds?: string,
): Box => ({
  id: name,
  kind: "data stream",
  name,
  ...at,
  exists: createdAt !== undefined,
  status: described?.StreamStatus,
  holds,
});

function createStreamsFigure({ input, output }: DemoState): Figure {
  const countShards = ({ described }: StreamHolding) => formatCount(described?.OpenShardCount ?? 0, "open shard");
  const words = [input, output].map((stream) =>
    stream.createdAt === undefined
      ? `${stream.name}: not there`
      : `${stream.name}: ${stream.described?.StreamStatus}, ${countShards(stream)}, created at ${formatTime(stream.createdAt)}`,
  );
  const boxes = [input, output].map((stream, column) =>
    createStreamBox(stream, { column, row: 0 }, countShards(stream)),
  );
  return { point: 1, svg: drawPipeline(boxes, [], words.join("; ")), caption: `${words.join("; ")}.` };
}

/** The arrival times of a stream's or bucket's contents. */
interface ArrivalTimes {
  readonly name: string;
  readonly noun: string;
  readonly times: readonly number[];
  readonly createdAt: number | undefined;
}

const createArrivals = <T>(
  { name, createdAt, holds }: { name: string; createdAt: number | undefined; holds: readonly T[] },
  noun: string,
  timeOf: (item: T) => Date,
): ArrivalTimes => ({ name, noun, createdAt, times: holds.map((item) => timeOf(item).getTime()) });

interface ArrivalsFigure {
  readonly point: number;
  readonly items: readonly ArrivalTimes[];
  readonly emptyAt: number | undefined;
  readonly caption: string;
}

function createArrivalsFigure({ now }: DemoState, { point, items, emptyAt, caption }: ArrivalsFigure): Figure {
  const from = Math.min(...items.map(({ createdAt = now }) => createdAt));
  const step = chooseTimeStep(now - from, MAX_BARS);
  // Bars begin at the time of the proof, so that no bar reaches back to before it.
  const begin = emptyAt ?? from;
  const rows = items.map(({ name, noun, times }): TimeRow => ({
    title: `${name}: ${noun} in ${formatDuration(step)}`,
    bars: countBars(times, begin, step),
  }));
  const words = items.map(({ name, noun, times }) =>
    times.length === 0
      ? `${name}: no ${noun}`
      : `${name}: ${times.length} ${noun}, the first at ${formatTime(Math.min(...times))}, the last at ${formatTime(Math.max(...times))}`,
  );
  const empty = emptyAt === undefined ? "never shown empty" : `empty at ${formatTime(emptyAt)}`;
  const moment = emptyAt === undefined ? undefined : { at: emptyAt, label: empty };
  const alt = [...words, empty].join("; ");
  // The last bar may end later than now.
  const svg = drawOverTime({ alt, from, to: begin + Math.ceil((now - begin) / step) * step, rows, moment });
  return { point, svg, caption: `${caption} ${words.join("; ")}.` };
}

function countBars(times: readonly number[], begin: number, step: number): TimeBar[] {
  const bins = groupBy(times, (time) => String(Math.floor((time - begin) / step)));
  return [...bins].map(([bin, { length }]) => {
    const from = begin + Number(bin) * step;
    return { from, to: from + step, low: 0, high: length };
  });
}

const findLatest = (...times: readonly (number | undefined)[]): number | undefined =>
  times.every((time) => time !== undefined) ? Math.max(...times) : undefined;

/** Such as `10 seconds` or `1 hour`. */
function formatDuration(ms: number): string {
  const [unit, noun] = ms < 60_000 ? [1000, "second"] : ms < 3_600_000 ? [60_000, "minute"] : [3_600_000, "hour"];
  return formatCount(ms / unit, noun);
}

function createAppFigure({ checkpoint }: Demo, { input, output, events, aggregates, shardsRead }: DemoState): Figure {
  const reads = shardsRead.length > 0;
  const boxes: Box[] = [
    createStreamBox(input, { column: 0, row: 0 }, formatCount(events.length, "event")),
    {
      ...{ id: "app", kind: "application", name: "windowed-metrics-app", column: 1, row: 0, exists: reads },
      holds: reads ? `has read ${formatCount(shardsRead.length, "shard")}` : undefined,
    },
    createStreamBox(output, { column: 2, row: 0 }, formatCount(aggregates.length, "aggregate")),
  ];
  const arrows: Arrow[] = [
    { from: input.name, to: "app", labels: ["reads"], exists: reads },
    { from: "app", to: output.name, labels: ["writes"], exists: aggregates.length > 0 },
  ];
  const words = reads
    ? `The application has read ${shardsRead.join(", ")} of ${input.name}, and ${output.name} holds ${formatCount(aggregates.length, "aggregate")}`
    : `There is no checkpoint ${checkpoint}: the application has not read ${input.name}`;
  return { point: 4, svg: drawPipeline(boxes, arrows, words), caption: `${words}.` };
}

/** The events of one metric, and the aggregates that the application made of them; none if there are no aggregates. */
function createWindowsFigure({ events, aggregates }: DemoState): Figure[] {
  const metric = aggregates.find(({ metricName }) => metricName === "cpu") ?? aggregates[0];
  if (metric === undefined) return [];
  const of = aggregates.filter(({ metricName }) => metricName === metric.metricName);
  const components = [...new Set(of.map(({ componentName }) => componentName))].sort();
  const rows = components.map((component): TimeRow => {
    return {
      title: `${component}: ${metric.metricName} in ${metric.unit}`,
      bars: of
        .filter(isFromComponent(component))
        .map((aggregate) => ({ ...toRange(aggregate), middle: aggregate.avg })),
      points: events
        .filter(({ metricName }) => metricName === metric.metricName)
        .filter(isFromComponent(component))
        .map(toPoint),
    };
  });
  const words = `${metric.metricName}: ${rows.map(({ bars = [], points = [] }, index) => `${components[index]} has ${formatCount(points.length, "event")} and ${formatCount(bars.length, "aggregate")}`).join("; ")}`;
  return [
    {
      point: 4,
      svg: drawOverTime({ alt: words, ...getBounds(rows), rows }),
      caption: `By event time: each dot is an event of the input stream, and each box is an aggregate of the output stream. A box spans its first to its last event, and minValue to maxValue, with a line at avg. A dot without a box belongs to a window that was not over, or was late. ${words}.`,
    },
  ];
}

const isFromComponent =
  (component: string) =>
  ({ componentName }: { componentName: string }): boolean =>
    componentName === component;

const toPoint = ({ timestamp, value }: MetricEvent) => ({ at: Date.parse(timestamp), value });

const toRange = (row: { fromTimestamp: string; toTimestamp: string; minValue: number; maxValue: number }): TimeBar => ({
  from: Date.parse(row.fromTimestamp),
  to: Date.parse(row.toTimestamp),
  low: row.minValue,
  high: row.maxValue,
});

function getBounds(rows: readonly TimeRow[]): { from: number; to: number } {
  const times = rows.flatMap(({ bars = [], points = [] }) => [
    ...bars.flatMap(({ from, to }) => [from, to]),
    ...points.map(({ at }) => at),
  ]);
  return { from: Math.min(...times), to: Math.max(...times) };
}

function createFirehoseFigure({ delivery }: Demo, { output, bucket, firehose }: DemoState): Figure {
  const { "source stream": source, bucket: target } = firehose;
  const boxes: Box[] = [
    createStreamBox(output, { column: 0, row: 0 }),
    {
      ...{ id: "firehose", kind: "Firehose", name: delivery.firehoseName, column: 1, row: 0 },
      exists: Object.keys(firehose).length > 0,
    },
    { id: "bucket", kind: "S3 bucket", name: bucket.name, column: 2, row: 0, exists: bucket.createdAt !== undefined },
  ];
  const arrows: Arrow[] = [
    { from: output.name, to: "firehose", labels: ["source"], exists: source === output.name },
    { from: "firehose", to: "bucket", labels: ["destination"], exists: target === bucket.name },
  ];
  const words = `${delivery.firehoseName} reads ${source ?? "nothing"} and writes to ${target ?? "nothing"}`;
  return { point: 5, svg: drawPipeline(boxes, arrows, words), caption: `${words}. Its settings are listed below.` };
}

/** The values of the events by event time, a row for each metric of each service; none if there are no events. */
function createEventsFigure({ events }: DemoState): Figure[] {
  const series = groupBy(events, ({ componentName, metricName, unit }) => `${componentName}: ${metricName} in ${unit}`);
  // A single event, such as the one that closes the windows, would stretch the axis of time.
  const drawn = [...series].filter(([, of]) => of.length > 1).sort(([a], [b]) => (a < b ? -1 : 1));
  if (drawn.length === 0) return [];
  const rows = drawn.map(([title, of]): TimeRow => ({ title, points: of.map(toPoint) }));
  const words = [...series].map(([title, of]) => `${title}: ${formatCount(of.length, "event")}`).join("; ");
  return [
    {
      point: 6,
      svg: drawOverTime({ alt: words, ...getBounds(rows), rows }),
      caption: `The published events by the time at which they were measured. ${words}. What was measured only once is not drawn.`,
    },
  ];
}

function createTableFigure({ query, table }: Demo, { bucket, tableLocation, partitions }: DemoState): Figure {
  const name = `${query.database}.${table}`;
  const isThere = tableLocation !== undefined;
  const locations = partitions.length > 0 ? partitions : isThere ? [{ value: "", location: tableLocation }] : [];
  const countObjects = (location: string): number =>
    bucket.holds.filter(({ key }) => `s3://${bucket.name}/${key}`.startsWith(location)).length;
  const boxes: Box[] = [
    {
      ...{ id: "table", kind: "table", name, column: 0, row: Math.max(0, (locations.length - 1) / 2), exists: isThere },
      holds: isThere ? formatCount(partitions.length, "partition") : undefined,
    },
    ...locations.map(({ location }, row): Box => ({
      ...{ id: `place-${row}`, kind: "S3 bucket", name: formatFolderFirst(location), column: 1, row },
      exists: location.startsWith(`s3://${bucket.name}/`),
      holds: formatCount(countObjects(location), "object"),
    })),
  ];
  const arrows = locations.map(({ value }, row): Arrow => ({ from: "table", to: `place-${row}`, labels: [value] }));
  const words = [
    `${name}: ${isThere ? `its location is ${tableLocation}` : "not there"}`,
    ...partitions.map(
      ({ value, location }) => `partition ${value}: ${location}, ${formatCount(countObjects(location), "object")}`,
    ),
  ].join("; ");
  return { point: 7, svg: drawPipeline(boxes, arrows, words), caption: `${words}.` };
}

/** `user-service/ in bucket` for `s3://bucket/user-service/`: a long name is cut at its end. */
const formatFolderFirst = (location: string): string =>
  location.replace(/^s3:\/\/([^/]+)\/(.*)$/, (_, bucket: string, folder: string) =>
    folder === "" ? bucket : `${folder} in ${bucket}`,
  );

/** The rows of Athena's answer as ranges, a row of the chart for each metric of each service; none without the columns for it. */
function createAnswerFigure({ answer }: DemoState): Figure[] {
  const rows = (typeof answer === "string" ? [] : answer.rows).flatMap(readRow);
  if (rows.length === 0) return [];
  const chart = [...groupBy(rows, ({ title }) => title)].map(([title, of]): TimeRow => ({
    title,
    bars: of.map(({ bar }) => bar),
  }));
  const words = chart.map(({ title, bars = [] }) => {
    const [low, high] = [Math.min(...bars.map((bar) => bar.low)), Math.max(...bars.map((bar) => bar.high))];
    return `${title}: ${formatCount(bars.length, "row")}, from ${low} to ${high}`;
  });
  return [
    {
      point: 8,
      svg: drawOverTime({ alt: words.join("; "), ...getBounds(chart), rows: chart }),
      caption: `The rows of Athena's answer: each box goes from fromTimestamp to toTimestamp, and from minValue to maxValue. ${words.join("; ")}.`,
    },
  ];
}

/** Athena gives each value as text. @returns nothing for a row without the columns of the exam */
function readRow(row: QueryRow): { title: string; bar: TimeBar }[] {
  const [component, metric, unit, minValue, maxValue, fromTimestamp = "", toTimestamp = ""] = COLUMNS.map((column) =>
    getValue(row, column),
  );
  const bar = toRange({ fromTimestamp, toTimestamp, minValue: Number(minValue), maxValue: Number(maxValue) });
  const isWhole = Object.values(bar).every((value) => Number.isFinite(value));
  return isWhole ? [{ title: `${component}: ${metric} in ${unit}`, bar }] : [];
}

/** Items by a name, the names in the order of their first items. */
function groupBy<T>(items: readonly T[], nameOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(nameOf(item), [...(groups.get(nameOf(item)) ?? []), item]);
  return groups;
}

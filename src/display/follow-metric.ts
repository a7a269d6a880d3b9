import {
  type GetMetricStatisticsInput,
  CloudWatchClient,
  GetMetricStatisticsCommand,
} from "@aws-sdk/client-cloudwatch";
import { getCloudTime } from "../waiting/cloud-now";
import { waitUntil } from "../waiting/wait-until";
import { type MimeBundle, createReplaceable, show } from "./kernel-display";
import { createPlotBundle } from "./picture-bundle";
import { formatBarTime, createMetricBars, TIME_AXIS, findTop, type MetricPoint } from "./metric-bars";

/** The input of CloudWatch's GetMetricStatistics for a metric; `followMetric` adds the times. */
export type MetricQuestion = Pick<
  GetMetricStatisticsInput,
  "Namespace" | "MetricName" | "Dimensions" | "Period" | "Statistics"
>;

const BACK_MS = 30 * 60_000;

/**
 * Shows a metric as bars, a bar for each period, and draws it again as new values come: the tab *Monitoring* of the
 * console. It stops after `periods` new values.
 *
 * @param periods how many new values to wait for
 * @returns all values that are shown, oldest first
 */
export async function followMetric(
  question: MetricQuestion,
  { periods = 2, title = question.MetricName ?? "" }: { periods?: number; title?: string } = {},
): Promise<readonly MetricPoint[]> {
  const draw = createReplaceable();
  const periodMs = (question.Period ?? 60) * 1000;
  let points = await readPoints(question);
  const requested = points.length + periods;
  await waitUntil({
    what: `${periods} more values of ${question.MetricName}`,
    everySeconds: 5,
    timeoutSeconds: (periods + 3) * (question.Period ?? 60),
    otherwise: "Is the producer running? And does the name in Dimensions belong to the stream?",
    check: async () => {
      points = await readPoints(question);
      draw?.(drawChart(points, { title, periodMs }));
      return points.length >= requested;
    },
  });
  if (draw === undefined) show(drawChart(points, { title, periodMs }));
  return points;
}

async function readPoints(question: MetricQuestion): Promise<MetricPoint[]> {
  const now = await getCloudTime();
  const { Datapoints = [] } = await new CloudWatchClient({}).send(
    new GetMetricStatisticsCommand({
      Namespace: question.Namespace,
      MetricName: question.MetricName,
      Dimensions: question.Dimensions,
      Period: question.Period,
      Statistics: question.Statistics,
      StartTime: new Date(now - BACK_MS),
      EndTime: new Date(now),
    }),
  );
  return Datapoints.map(({ Timestamp = new Date(0), Sum, SampleCount, Average, Maximum, Minimum }) => ({
    at: Timestamp.getTime(),
    value: Sum ?? SampleCount ?? Average ?? Maximum ?? Minimum ?? 0,
  })).sort((a, b) => a.at - b.at);
}

interface ChartOptions {
  readonly title: string;
  readonly periodMs: number;
}

function drawChart(points: readonly MetricPoint[], { title, periodMs }: ChartOptions): MimeBundle {
  const bars = createMetricBars(points, periodMs);
  return createPlotBundle(
    {
      title,
      width: 500,
      height: 200,
      data: { values: bars.map(({ at, value }) => ({ time: formatBarTime(at), value })) },
      mark: { type: "bar", tooltip: true },
      encoding: {
        x: {
          field: "time",
          type: "ordinal",
          sort: null,
          title: TIME_AXIS,
          axis: { labelAngle: 0, labelOverlap: true },
        },
        y: { field: "value", type: "quantitative", title: null, scale: { domain: [0, findTop(bars)], nice: false } },
      },
    },
    [
      title,
      ...bars.map(
        ({ at, value }) => `${new Date(at).toISOString().slice(0, 16).replace("T", " ")}  ${value ?? "no value"}`,
      ),
    ],
  );
}

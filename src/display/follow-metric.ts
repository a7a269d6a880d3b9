import type { GetMetricStatisticsInput } from "@aws-sdk/client-cloudwatch";
import { CloudWatchClient, GetMetricStatisticsCommand } from "@aws-sdk/client-cloudwatch";
import { cloudNow } from "../waiting/cloud-now";
import { waitUntil } from "../waiting/wait-until";
import type { MimeBundle } from "./kernel-display";
import { replaceable, show } from "./kernel-display";

/** A metric of CloudWatch, as its API asks for it; the times are added. */
export type MetricQuestion = Pick<
  GetMetricStatisticsInput,
  "Namespace" | "MetricName" | "Dimensions" | "Period" | "Statistics"
>;

interface Point {
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly value: number;
}

const BACK_MS = 30 * 60_000;

/**
 * Shows a metric as bars, a bar for each period, and draws it again as new values come: the tab *Monitoring* of the console. It stops after some periods.
 *
 * @param periods so many new values are waited for
 */
export async function followMetric(
  question: MetricQuestion,
  { periods = 2, title = question.MetricName ?? "" }: { periods?: number; title?: string } = {},
): Promise<void> {
  const draw = replaceable();
  let points = await pointsOf(question);
  const wanted = points.length + periods;
  await waitUntil({
    what: `${periods} more values of ${question.MetricName}`,
    everySeconds: 5,
    timeoutSeconds: (periods + 3) * (question.Period ?? 60),
    otherwise: "Is the producer running? And does the name in Dimensions belong to the stream?",
    check: async () => {
      points = await pointsOf(question);
      draw?.(bars(points, title));
      return points.length >= wanted;
    },
  });
  if (draw === undefined) show(bars(points, title));
}

async function pointsOf(question: MetricQuestion): Promise<Point[]> {
  const now = await cloudNow();
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
    at: Timestamp.toISOString(),
    value: Sum ?? SampleCount ?? Average ?? Maximum ?? Minimum ?? 0,
  })).sort((a, b) => (a.at < b.at ? -1 : 1));
}

function bars(values: readonly Point[], title: string): MimeBundle {
  return {
    "application/vnd.vegalite.v5+json": {
      $schema: "https://vega.github.io/schema/vega-lite/v5.json",
      title,
      width: 500,
      height: 200,
      data: { values },
      mark: { type: "bar", tooltip: true },
      encoding: {
        x: {
          field: "at",
          type: "ordinal",
          title: "minute (UTC)",
          axis: { labelExpr: "slice(datum.value, 11, 16)", labelAngle: 0 },
        },
        y: { field: "value", type: "quantitative", title: null },
      },
    },
    "text/plain": [title, ...values.map(({ at, value }) => `${at.slice(0, 16).replace("T", " ")}  ${value}`)].join(
      "\n",
    ),
  };
}

import type { FeedMessage, LiveFigures } from "../lab-api";
import { calculateRate } from "../feed";
import { formatCount, formatDuration, formatRate } from "../formats";
import type { FlowArrow, FlowNode } from "./pipeline";

const split = (id: string): readonly [kind: string, name: string] => {
  const at = id.indexOf("/");
  return [id.slice(0, at), id.slice(at + 1)];
};

type Figure = (name: string) => number;

/** The feed's service name for a kind of resource. */
const getService = (kind: string): string => (kind === "flink" ? "kinesisanalyticsv2" : kind);

/** The content of a resource in words, for each kind. */
const TEXTS: Readonly<Record<FlowNode["kind"], (of: Figure, now: number) => string>> = {
  producers: () => "your programs",
  kinesis: (of) => `${formatCount(of("open"), "open shard")}, ${formatCount(of("records"), "record")}`,
  sqs: (of) => `${of("ready")} ready, ${of("inFlight")} in flight`,
  firehose(of, now) {
    if (of("records") === 0) return of("waiting") === 0 ? "nothing buffered" : `${of("waiting")} on the way to S3`;
    return `${formatCount(of("records"), "record")}, due in ${formatDuration(of("dueAt") - now)}`;
  },
  flink: () => "",
  lambda: () => "",
  s3: (of) => formatCount(of("objects"), "object"),
  glue: () => "",
};

const getFigure = (figures: LiveFigures | undefined, figure: string): number => Number(figures?.[figure] ?? 0);

/** A resource's status and content in words. */
interface NodeLabels {
  /** The status, such as `CREATING`; undefined in the normal state. */
  readonly status: string | undefined;
  readonly holds: string;
}

export function describeNode({ kind, name }: FlowNode, message: FeedMessage): NodeLabels {
  const figures = message.live[getService(kind)]?.[name];
  const status = figures?.["status"];
  if (typeof status === "string" && status !== "ACTIVE") return { status, holds: "" };
  return { status: undefined, holds: TEXTS[kind]((figure) => getFigure(figures, figure), message.now) };
}

/** The labels of an arrow. `isMoving` only animates it. */
interface ArrowLabels {
  /** The rate, such as `12/s`; empty where it is not known. */
  readonly rate: string;
  /** The backlog, such as `7 behind`: records that have not gone through yet. */
  readonly lag: string;
  readonly isMoving: boolean;
}

/** How much a figure grows for each second of cloud time. */
const measureGrowth = (service: string, name: string, figure: string): number | undefined =>
  calculateRate((live) => getFigure(live[service]?.[name], figure));

const formatLag = (count: number, word: string): string => (count === 0 ? "" : `${count} ${word}`);

/** @param noun the unit that is counted, if not records */
const describeFlow = (rate: number | undefined, lag = "", noun = ""): ArrowLabels => ({
  rate: formatRate(rate, noun),
  lag,
  isMoving: (rate !== undefined && rate > 0) || lag !== "",
});

/** The units in which functions' writes are counted, by the destination's service. */
const NOUNS: Readonly<Record<string, string>> = { s3: "objects", sqs: "messages" };

/** The number of records that a stream or a Firehose got from programs other than functions. */
function fromPrograms(live: FeedMessage["live"], to: string): number {
  const [service, name] = split(to);
  const taken = getFigure(live[service]?.[name], service === "firehose" ? "accepted" : "records");
  const ofFunctions = Object.entries(live["writes"] ?? {}).filter(([write]) => write.endsWith(` ${to}`));
  return ofFunctions.reduce((left, [, { written = 0 }]) => left - Number(written), taken);
}

/** Whether an arrow is drawn: the arrow from programs is not, if functions have written all records. */
export function isUsed({ from, to }: FlowArrow, { live }: FeedMessage): boolean {
  const isFed = Object.keys(live["writes"] ?? {}).some((write) => write.endsWith(` ${to}`));
  return from !== "producers" || !isFed || fromPrograms(live, to) > 0;
}

/** The labels of the arrow from a Firehose to its function, or back. */
function describeTransform({ from, to }: FlowArrow): ArrowLabels {
  const [source, name] = split(from);
  return describeFlow(
    source === "firehose" ? measureGrowth(source, name, "sent") : measureGrowth("firehose", split(to)[1], "returned"),
  );
}

/** The labels of an arrow: the rate along it, and the backlog at its end. */
export function describeArrow(arrow: FlowArrow, message: FeedMessage): ArrowLabels {
  const getCurrent = (service: string, name: string, figure: string): number =>
    getFigure(message.live[service]?.[name], figure);
  const { from, to, mapping } = arrow;
  const [source, sourceName] = split(from);
  const [target, targetName] = split(to);
  if (mapping !== undefined) {
    const lag =
      source === "sqs"
        ? formatLag(getCurrent("sqs", sourceName, "ready"), "waiting")
        : formatLag(getCurrent("lambda", mapping, "behind"), "behind");
    return describeFlow(measureGrowth("lambda", mapping, "taken"), lag);
  }
  if (arrow.transforms === true) return describeTransform(arrow);
  if (source === "lambda")
    return describeFlow(measureGrowth("writes", `${sourceName} ${to}`, "written"), "", NOUNS[target]);
  if (from === "producers") return describeFlow(calculateRate((live) => fromPrograms(live, to)));
  if (target === "kinesis") return describeFlow(measureGrowth("kinesis", targetName, "records"));
  if (target === "flink")
    return describeFlow(
      measureGrowth(source, sourceName, source === "firehose" ? "accepted" : "read"),
      formatLag(getCurrent(source, sourceName, "unread"), "behind"),
    );
  if (target === "lambda") return describeFlow(measureGrowth("kinesisanalyticsv2", sourceName, "handedOn"));
  if (target === "firehose")
    return describeFlow(
      measureGrowth("firehose", targetName, "accepted"),
      formatLag(getCurrent("firehose", targetName, "behind"), "behind"),
    );
  if (source === "firehose")
    return describeFlow(
      // The records that the Firehose accepted, less those that it still holds.
      calculateRate(({ firehose }) => {
        const figures = firehose?.[sourceName];
        return getFigure(figures, "accepted") - getFigure(figures, "records") - getFigure(figures, "waiting");
      }),
      formatLag(getCurrent("firehose", sourceName, "waiting"), "on the way"),
    );
  // A table holds no data itself: its size is that of the objects at its location.
  return describeFlow(measureGrowth("glue", targetName, "objects"), "", "objects");
}

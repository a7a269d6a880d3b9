import type { LiveFigures } from "../../core/live-figures";
import type { FeedMessage } from "../../server/console/feed-message";
import { rateOf } from "../feed";
import { counted, durationText, rateText } from "../formats";
import type { FlowArrow, FlowNode } from "./pipeline";

const split = (id: string): readonly [kind: string, name: string] => {
  const at = id.indexOf("/");
  return [id.slice(0, at), id.slice(at + 1)];
};

type Figure = (name: string) => number;

/** By which name the feed tells of things of a kind. */
const serviceOf = (kind: string): string => (kind === "flink" ? "kinesisanalyticsv2" : kind);

/** What a thing of each kind holds, in words. */
const TEXTS: Readonly<Record<FlowNode["kind"], (of: Figure, now: number) => string>> = {
  producers: () => "your programs",
  kinesis: (of) => `${counted(of("open"), "open shard")}, ${counted(of("records"), "record")}`,
  sqs: (of) => `${of("ready")} ready, ${of("inFlight")} in flight`,
  firehose(of, now) {
    if (of("records") === 0) return of("waiting") === 0 ? "nothing buffered" : `${of("waiting")} on the way to S3`;
    return `${counted(of("records"), "record")}, due in ${durationText(of("dueAt") - now)}`;
  },
  flink: () => "",
  lambda: () => "",
  s3: (of) => counted(of("objects"), "object"),
  glue: () => "",
};

const figureOf = (figures: LiveFigures | undefined, figure: string): number => Number(figures?.[figure] ?? 0);

/** How a thing stands and what it holds now, in words. */
export interface NodeTold {
  /** `CREATING`, `RUNNING`; undefined where it is as it should be. */
  readonly status: string | undefined;
  readonly holds: string;
}

export function nodeTold({ kind, name }: FlowNode, message: FeedMessage): NodeTold {
  const figures = message.live[serviceOf(kind)]?.[name];
  const status = figures?.["status"];
  if (typeof status === "string" && status !== "ACTIVE") return { status, holds: "" };
  return { status: undefined, holds: TEXTS[kind]((figure) => figureOf(figures, figure), message.now) };
}

/** What is told of an arrow. `isMoving` is for the eye alone. */
export interface ArrowTold {
  /** `12/s`; empty where it is not known. */
  readonly rate: string;
  /** `7 behind`: what has not come through yet. */
  readonly lag: string;
  readonly isMoving: boolean;
}

/** What flows along an arrow, and how far what is at its end lags behind. */
export function arrowTold({ from, to }: FlowArrow, message: FeedMessage): ArrowTold {
  const [source, sourceName] = split(from);
  const [target, targetName] = split(to);
  const now = (kind: string, name: string, figure: string): number => figureOf(message.live[kind]?.[name], figure);
  if (target === "kinesis")
    return flow(
      rateOf((live) => figureOf(live["kinesis"]?.[targetName], "records")),
      0,
      "",
    );
  if (target === "firehose")
    return flow(
      rateOf((live) => figureOf(live["firehose"]?.[targetName], "accepted")),
      now("firehose", targetName, "behind"),
      "behind",
    );
  if (source === "firehose" && target === "s3") {
    // What it took, and holds no more.
    const left = (live: FeedMessage["live"]): number => {
      const figures = live["firehose"]?.[sourceName];
      return figureOf(figures, "accepted") - figureOf(figures, "records") - figureOf(figures, "waiting");
    };
    return flow(rateOf(left), now("firehose", sourceName, "waiting"), "on the way");
  }
  if (source === "sqs") return flow(undefined, now("sqs", sourceName, "ready"), "waiting");
  return flow(undefined, 0, "");
}

const flow = (rate: number | undefined, lag: number, word: string): ArrowTold => ({
  rate: rateText(rate),
  lag: lag === 0 ? "" : `${lag} ${word}`,
  isMoving: (rate !== undefined && rate > 0) || lag > 0,
});

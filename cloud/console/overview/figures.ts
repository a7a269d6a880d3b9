import type { LiveFigures } from "../../core/live-figures";
import type { FeedMessage } from "../../server/console/feed-message";
import { rateOf } from "../feed";
import { bytesText, counted, durationText, rateText } from "../formats";
import type { FlowArrow, FlowNode } from "./pipeline";

const split = (id: string): readonly [kind: string, name: string] => {
  const at = id.indexOf("/");
  return [id.slice(0, at), id.slice(at + 1)];
};

type Figure = (name: string) => number;

/** What a thing of each kind holds, in words. */
const TEXTS: Readonly<Record<FlowNode["kind"], (of: Figure, now: number) => string>> = {
  producers: () => "your programs",
  kinesis: (of) => `${counted(of("open"), "open shard")}, ${counted(of("records"), "record")}`,
  sqs: (of) => `${of("ready")} ready, ${of("inFlight")} in flight`,
  firehose(of, now) {
    if (of("records") === 0) return of("waiting") === 0 ? "nothing buffered" : `${of("waiting")} on the way to S3`;
    return `${counted(of("records"), "record")} (${bytesText(of("bytes"))}), due in ${durationText(of("dueAt") - now)}`;
  },
  lambda: () => "function",
  s3: (of) => counted(of("objects"), "object"),
  glue: () => "table",
};

const figureOf = (figures: LiveFigures | undefined, figure: string): number => Number(figures?.[figure] ?? 0);

/** What a thing holds now, in words. */
export function nodeText({ kind, name }: FlowNode, message: FeedMessage): string {
  const status = message.live[kind]?.[name]?.["status"];
  if (typeof status === "string" && status !== "ACTIVE") return status;
  return TEXTS[kind]((figure) => figureOf(message.live[kind]?.[name], figure), message.now);
}

/** What is told of an arrow. `isMoving` is for the eye alone. */
export interface ArrowTold {
  readonly text: string;
  readonly isMoving: boolean;
}

/** What flows along an arrow, and how far what is at its end lags behind. */
export function arrowText({ from, to }: FlowArrow, message: FeedMessage): ArrowTold {
  const [source, sourceName] = split(from);
  const [target, targetName] = split(to);
  if (target === "kinesis") return flow(rateOf("kinesis", targetName, "records"), 0, "");
  if (target === "firehose")
    return flow(
      rateOf("firehose", targetName, "accepted"),
      figureOf(message.live["firehose"]?.[targetName], "behind"),
      "behind",
    );
  if (source !== "firehose") return { text: "", isMoving: false };
  const waiting = figureOf(message.live["firehose"]?.[sourceName], "waiting");
  return { ...flow(undefined, waiting, "on the way"), isMoving: waiting > 0 };
}

function flow(rate: number | undefined, lag: number, word: string): ArrowTold {
  const parts = [rateText(rate), lag === 0 ? "" : `${lag} ${word}`];
  return { text: parts.filter((part) => part !== "").join(", "), isMoving: rate !== undefined && rate > 0 };
}

import type { StandardUnit } from "@aws-sdk/client-cloudwatch";
import type { Core } from "../../../core/core";
import type { AppendLog } from "../../../storage/append-log";
import { NumberedLogs } from "../../../storage/numbered-logs";
import type { StatisticSet, MetricName, ValueCount } from "./statistics";

/** A point as it is stored on disk. */
export interface StoredPoint extends StatisticSet {
  /** The point's time, in ms since the epoch. */
  readonly at: number;
  /** The single values of the point, if they are known. */
  readonly each?: readonly ValueCount[];
}

/** Points of one metric in one unit. */
export interface StoredPoints {
  readonly name: MetricName;
  readonly unit: StandardUnit;
  readonly points: readonly StoredPoint[];
}

/** Callbacks of the log, for the metrics in memory. */
interface PointLogParts {
  readonly replay: (stored: StoredPoints) => void;
  /** Called when points before a time are no longer on disk. */
  readonly onForgotten: (before: number) => void;
}

/** A log file: the points of one day of the cloud's running time. */
interface Day {
  readonly number: number;
  readonly log: AppendLog;
  earliestAt: number;
}

const DAY_MS = 86_400_000;
/**
 * AWS keeps points of one minute for 15 days, and longer only aggregates of 5 minutes and an hour; the lab cloud keeps
 * no aggregates.
 */
const RETENTION_DAYS = 15;

/** Points on disk, one log for each day. Only days count in which the cloud was running, so that a learner who pauses for a month still has the metrics. */
export class PointLog {
  readonly #core: Core;
  readonly #parts: PointLogParts;
  readonly #logs: NumberedLogs;
  #days: Day[];

  constructor(core: Core, parts: PointLogParts) {
    this.#core = core;
    this.#parts = parts;
    this.#logs = new NumberedLogs(core.storage, "cloudwatch", "points");
    this.#days = this.#logs.listNumbers().map((number) => this.#open(number));
  }

  append(stored: readonly StoredPoints[]): void {
    if (stored.length === 0) return;
    const day = this.#getToday();
    day.log.append(stored.map((points) => [Buffer.from(JSON.stringify(points))]));
    day.earliestAt = Math.min(day.earliestAt, getEarliest(stored));
  }

  #getToday(): Day {
    const number = Math.floor(this.#core.clock.getUpMs() / DAY_MS);
    const last = this.#days.at(-1);
    if (last?.number === number) return last;
    const today = this.#open(number);
    const removed = this.#days.filter((day) => day.number <= number - RETENTION_DAYS);
    this.#days = [...this.#days.filter((day) => !removed.includes(day)), today];
    for (const { log } of removed) this.#logs.remove(log);
    if (removed.length > 0)
      this.#parts.onForgotten(Math.min(this.#core.now(), ...this.#days.map(({ earliestAt }) => earliestAt)));
    return today;
  }

  #open(number: number): Day {
    let earliestAt = Infinity;
    const log = this.#logs.open(number, (payload) => {
      // The border: only this class writes these files.
      const stored = JSON.parse(payload.toString("utf8")) as StoredPoints;
      earliestAt = Math.min(earliestAt, getEarliest([stored]));
      this.#parts.replay(stored);
    });
    return { number, log, earliestAt };
  }
}

const getEarliest = (stored: readonly StoredPoints[]): number =>
  Math.min(...stored.flatMap(({ points }) => points.map(({ at }) => at)));

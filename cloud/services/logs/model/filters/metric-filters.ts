import type { Core } from "../../../../core/core";
import type { Metrics } from "../../../cloudwatch/model/metrics";
import { createMetricFilterNotFoundFault } from "../faults";
import type { AppendedEvents, LogGroup } from "../log-groups";
import { createFilterKey, FilterTable, type MetricTransformation, type StoredMetricFilter } from "./filter-table";
import { createDefaultPoint, compilePoints, type PointsOf } from "./metric-points";

/**
 * The maximum number of metric filters of one group.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html
 */
const MAX_FILTERS = 100;
const MINUTE_MS = 60_000;

/** The metric filters of the account's groups. */
export class MetricFilters {
  readonly #core: Core;
  readonly #metrics: Pick<Metrics, "record">;
  readonly #table: FilterTable<StoredMetricFilter>;
  readonly #read = new WeakMap<StoredMetricFilter, PointsOf>();
  /** Filters that report a default value, and whether an event of this minute has matched. */
  readonly #thisMinute = new Map<string, boolean>();

  constructor(core: Core, metrics: Pick<Metrics, "record">) {
    this.#core = core;
    this.#metrics = metrics;
    this.#table = new FilterTable(core, {
      name: "logs/metric-filters",
      max: MAX_FILTERS,
      createNotFoundFault: createMetricFilterNotFoundFault,
    });
  }

  /** A group's filters, or those of all groups: by name, then by group. */
  listFilters(group?: Pick<LogGroup, "id">): readonly StoredMetricFilter[] {
    return this.#table.listFilters(group);
  }

  /** Creates a filter, or replaces the group's filter of the same name. @throws AwsFault LimitExceededException */
  put(group: LogGroup, filter: { name: string; pattern: string; transformation: MetricTransformation }): void {
    this.#table.assertCapacity(group, filter.name);
    this.#table.save({ groupId: group.id, createdAt: this.#core.now(), ...filter });
  }

  /** @throws AwsFault ResourceNotFoundException */
  remove(group: LogGroup, name: string): void {
    this.#table.remove(group, name);
  }

  /** Removes all filters of a deleted group. */
  removeAll(group: LogGroup): void {
    this.#table.removeAll(group);
  }

  /** Computes metrics from newly ingested events. */
  count({ group, events }: AppendedEvents): void {
    for (const filter of this.listFilters(group)) {
      const pointsOf = this.#read.get(filter) ?? compilePoints(filter);
      this.#read.set(filter, pointsOf);
      const found = events.map((event) => pointsOf(event));
      const points = found.flatMap((item) => (item === "no match" ? [] : item));
      if (points.length > 0) this.#metrics.record(points);
      if (filter.transformation.defaultValue !== undefined)
        this.#noteMinute(
          filter,
          found.some((item) => item !== "no match"),
        );
    }
  }

  /**
   * Notes whether a minute had a match. The default value is reported for a minute with events but no match, when the
   * minute is over. If the cloud ends before, the value is not reported.
   */
  #noteMinute(filter: StoredMetricFilter, hasMatched: boolean): void {
    const start = Math.floor(this.#core.now() / MINUTE_MS) * MINUTE_MS;
    const key = `${createFilterKey(filter)}:${start}`;
    const before = this.#thisMinute.get(key);
    this.#thisMinute.set(key, hasMatched || before === true);
    if (before !== undefined) return;
    this.#core.clock.schedule(start + MINUTE_MS, () => {
      const point = this.#thisMinute.get(key) === false ? createDefaultPoint(filter, start) : undefined;
      this.#thisMinute.delete(key);
      if (point !== undefined) this.#metrics.record([point]);
    });
  }
}

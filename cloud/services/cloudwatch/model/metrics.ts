import type { StandardUnit } from "@aws-sdk/client-cloudwatch";
import type { Core } from "../../../core/core";
import { writeIfDiskHasSpace } from "../../../core/write-if-disk-has-space";
import { getDuration, type Duration } from "../../../core/lag";
import { MetricSource, type CountedMetric, type Figure } from "./metric-source";
import { PointLog, type StoredPoint, type StoredPoints } from "../store/point-log";
import { Series, type Point } from "./series";
import { mergeStatistics, createMetricKey, type MetricName } from "../store/statistics";

/** A metric, with one series for each unit. */
interface Metric {
  readonly name: MetricName;
  readonly units: Map<StandardUnit, Series>;
}

/** Points that are not on disk yet. */
interface UnwrittenPoints extends StoredPoints {
  readonly points: StoredPoint[];
}

const MINUTE_MS = 60_000;
/** How long it takes until statistics include a point: AWS says up to two minutes (LAG-008). */
const SEEN_AFTER: Duration = { usual: 0, lagging: 120_000 };

/** All metrics of the account: those of clients, and those that the services emit. */
export class Metrics {
  readonly #core: Core;
  readonly #metrics = new Map<string, Metric>();
  readonly #log: PointLog;
  /** The sources that hold values. */
  readonly #counting: MetricSource[] = [];
  /** The sources of `put` that hold values, or did in this minute. */
  readonly #passing = new Map<string, MetricSource>();
  /** Points counted by services: they are in their series, but not on disk yet. */
  #unwritten = new Map<Series, UnwrittenPoints>();
  #writesSoon = false;

  constructor(core: Core) {
    this.#core = core;
    this.#log = new PointLog(core, {
      replay: (stored) => this.#add(stored),
      onForgotten: (before) => this.#forget(before),
    });
    // A full disk must not keep the cloud from stopping.
    if (core.storage.isDurable) core.closing.add(() => void writeIfDiskHasSpace(() => this.#write()));
  }

  /**
   * The source where another service counts the metrics of a resource. Its values can be read at once, and are on
   * disk when the minute is over or the cloud stops: a kill may lose the last minute of services' metrics, but never
   * data of clients.
   */
  createSource(of: Pick<MetricName, "namespace" | "dimensions">): MetricSource {
    return new MetricSource(of, {
      onFirst: (source, at) => this.#begin(source, at),
      onNext: (source) => this.#take(source.take()),
    });
  }

  /** Counts values as a `source` does, for a service that counts rarely and keeps no source itself. */
  put(
    { at, ...of }: Pick<MetricName, "namespace" | "dimensions"> & { readonly at: number },
    figures: readonly Figure[],
  ): void {
    const key = createMetricKey({ ...of, name: "" });
    const source = this.#passing.get(key) ?? this.createSource(of);
    this.#passing.set(key, source);
    source.count(at, figures);
  }

  /** Stores a client's data. It is on disk when this function returns. */
  record(points: readonly StoredPoints[]): void {
    this.#log.append(points);
    for (const stored of points) this.#add(stored);
  }

  /** All metrics that have points, in the order of their first points. */
  list(): readonly { readonly name: MetricName; readonly lastAt: number }[] {
    this.#takeAll();
    return [...this.#metrics.values()].map(({ name, units }) => ({
      name,
      lastAt: Math.max(...[...units.values()].map(({ lastAt }) => lastAt)),
    }));
  }

  /** A metric's points by unit, from `from` up to, but not including, `to`. Empty for an unknown metric. */
  listPoints(
    name: MetricName,
    { from, to, unit }: { readonly from: number; readonly to: number; readonly unit?: StandardUnit | undefined },
  ): ReadonlyMap<StandardUnit, readonly Point[]> {
    this.#takeAll();
    const units = [...(this.#metrics.get(createMetricKey(name))?.units ?? [])].filter(
      ([first]) => unit === undefined || first === unit,
    );
    return new Map(
      units
        .map(([first, series]): [StandardUnit, readonly Point[]] => [first, series.listBetween(from, to)])
        .filter(([, points]) => points.length > 0),
    );
  }

  /** Statistics include points up to this time, in ms since the epoch. Alarms include all points. */
  get seenUntil(): number {
    return this.#core.lags ? this.#core.now() - getDuration(this.#core, SEEN_AFTER) : Infinity;
  }

  #add({ name, unit, points }: StoredPoints): void {
    for (const { at, each, ...values } of points) this.#listSeries(name, unit).add(at, values, each);
  }

  #listSeries(name: MetricName, unit: StandardUnit): Series {
    const key = createMetricKey(name);
    const metric = this.#metrics.get(key) ?? { name, units: new Map<StandardUnit, Series>() };
    this.#metrics.set(key, metric);
    const series = metric.units.get(unit) ?? new Series();
    metric.units.set(unit, series);
    return series;
  }

  #begin(source: MetricSource, at: number): void {
    this.#counting.push(source);
    if (this.#writesSoon) return;
    this.#writesSoon = true;
    this.#core.clock.schedule(at + MINUTE_MS, () => this.#write());
  }

  #takeAll(): void {
    for (const source of this.#counting.splice(0)) this.#take(source.take());
  }

  #take(counted: readonly CountedMetric[]): void {
    for (const { name, unit, at, values } of counted) {
      const series = this.#listSeries(name, unit);
      series.add(at, values);
      const unwritten: UnwrittenPoints = this.#unwritten.get(series) ?? { name, unit, points: [] };
      this.#unwritten.set(series, unwritten);
      const { points } = unwritten;
      const same = points.findIndex((point) => point.at === at);
      const before = points[same];
      if (before === undefined) points.push({ at, ...values });
      else points[same] = { at, ...mergeStatistics(before, values) };
    }
  }

  #write(): void {
    this.#takeAll();
    // If the disk is full, this throws: the clock tries again later, and no point is lost.
    this.#log.append([...this.#unwritten.values()]);
    this.#unwritten = new Map();
    this.#passing.clear();
    this.#writesSoon = false;
  }

  #forget(before: number): void {
    for (const [key, { units }] of this.#metrics) {
      for (const [unit, series] of units) {
        series.forgetBefore(before);
        if (series.length === 0) units.delete(unit);
      }
      if (units.size === 0) this.#metrics.delete(key);
    }
  }
}

import type { StandardUnit } from "@aws-sdk/client-cloudwatch";
import type { Core } from "../../core/core";
import { metricKey, type MetricName } from "./metric-name";
import { PointLog, type StoredPoints } from "./point-log";
import { Series, type Point } from "./series";
import { merged, ofValue, type StatisticSet } from "./statistics";

/** A metric and its series, one a unit. */
interface Metric {
  readonly name: MetricName;
  readonly units: Map<StandardUnit, Series>;
}

/** Figures that services counted in one minute and that are not written to disk yet. */
interface Pending {
  readonly name: MetricName;
  readonly unit: StandardUnit;
  readonly at: number;
  readonly series: Series;
  values: StatisticSet;
}

/** Whose figures: `put` is called with every request, so that names are put together once a minute and no more. */
interface PendingSource {
  readonly at: number;
  readonly figures: Map<string, Pending>;
}

const MINUTE_MS = 60_000;

/** All metrics of the account: those that clients put, and those that the services really emit. */
export class Metrics {
  readonly #core: Core;
  readonly #metrics = new Map<string, Metric>();
  readonly #log: PointLog;
  #pending = new Map<string, PendingSource[]>();

  constructor(core: Core) {
    this.#core = core;
    this.#log = new PointLog(core, {
      replay: ({ name, unit, points }) => points.forEach(({ at, ...values }) => this.#seriesOf(name, unit).add(at, values)),
      onForgotten: (before) => this.#forget(before),
    });
  }

  /**
   * For other services: counts figures in for the minute in which `at` lies. They can be read at once, and are on disk when
   * the minute is over: a kill may lose the last minute of what services count, never what clients put.
   */
  put(source: { readonly namespace: string; readonly dimensions: Readonly<Record<string, string>>; readonly at: number }, figures: readonly { readonly name: string; readonly value: number; readonly unit: StandardUnit }[]): void {
    const at = Math.floor(source.at / MINUTE_MS) * MINUTE_MS;
    if (this.#pending.size === 0) this.#core.clock.schedule(at + MINUTE_MS, () => this.#writePending());
    const pending = this.#pendingOf(source.namespace, source.dimensions, at);
    for (const { name: metric, value, unit } of figures) {
      const key = `${metric} ${unit}`;
      const values = ofValue(value);
      const known = pending.get(key);
      if (known !== undefined) {
        known.values = merged(known.values, values);
        known.series.add(at, values);
        continue;
      }
      const name = { namespace: source.namespace, name: metric, dimensions: source.dimensions };
      const series = this.#seriesOf(name, unit);
      series.add(at, values);
      pending.set(key, { name, unit, at, series, values });
    }
  }

  /** Keeps what a client put. It is on disk when this returns. */
  record(given: readonly StoredPoints[]): void {
    this.#log.append(given);
    for (const { name, unit, points } of given) {
      for (const { at, ...values } of points) this.#seriesOf(name, unit).add(at, values);
    }
  }

  /** All metrics that have points, in the order in which they came up. */
  list(): readonly { readonly name: MetricName; readonly lastAt: number }[] {
    return [...this.#metrics.values()].map(({ name, units }) => ({ name, lastAt: Math.max(...[...units.values()].map(({ lastAt }) => lastAt)) }));
  }

  /** A metric's points by unit, from `from` up to, not including, `to`. Empty for an unknown metric. */
  points(name: MetricName, { from, to, unit }: { readonly from: number; readonly to: number; readonly unit?: StandardUnit | undefined }): ReadonlyMap<StandardUnit, readonly Point[]> {
    const units = [...(this.#metrics.get(metricKey(name))?.units ?? [])].filter(([one]) => unit === undefined || one === unit);
    return new Map(units.map(([one, series]): [StandardUnit, readonly Point[]] => [one, series.between(from, to)]).filter(([, points]) => points.length > 0));
  }

  #seriesOf(name: MetricName, unit: StandardUnit): Series {
    const key = metricKey(name);
    const metric = this.#metrics.get(key) ?? { name, units: new Map<StandardUnit, Series>() };
    this.#metrics.set(key, metric);
    const series = metric.units.get(unit) ?? new Series();
    metric.units.set(unit, series);
    return series;
  }

  #pendingOf(namespace: string, dimensions: MetricName["dimensions"], at: number): Map<string, Pending> {
    let key = namespace;
    for (const name in dimensions) key += `\n${name}=${dimensions[name]}`;
    const sources = this.#pending.get(key) ?? [];
    if (sources.length === 0) this.#pending.set(key, sources);
    // Figures may come late, for the minute before.
    const known = sources.find((one) => one.at === at) ?? { at, figures: new Map<string, Pending>() };
    if (!sources.includes(known)) sources.push(known);
    return known.figures;
  }

  #writePending(): void {
    const pending = [...this.#pending.values()].flatMap((sources) => sources.flatMap(({ figures }) => [...figures.values()]));
    // If the disk is full, the clock tries again, and nothing is forgotten.
    this.#log.append(pending.map(({ name, unit, at, values }) => ({ name, unit, points: [{ at, ...values }] })));
    this.#pending = new Map();
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

import type { StandardUnit } from "@aws-sdk/client-cloudwatch";
import type { StatisticSet, MetricName } from "../store/statistics";

/** One value that a service measures, with the metric's name and unit. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: StandardUnit;
}

/** The values of one metric that a source counted in one minute. */
export interface CountedMetric {
  readonly name: MetricName;
  readonly unit: StandardUnit;
  /** The start of the minute, in ms since the epoch. */
  readonly at: number;
  readonly values: StatisticSet;
}

/** Callbacks for a source's changes. */
interface SourceParts {
  /** Called when the source gets its first values of a minute. */
  readonly onFirst: (source: MetricSource, at: number) => void;
  /** Called when values of another minute arrive: the source's values must be taken first. */
  readonly onNext: (source: MetricSource) => void;
}

const MINUTE_MS = 60_000;

/** A metric of the current minute. */
interface Counter {
  readonly name: string;
  readonly unit: StandardUnit;
  readonly values: { -readonly [member in keyof StatisticSet]: number };
}

/**
 * Counts the metrics of one resource, such as a stream or a queue. It is called with every request, and there may be
 * thousands of resources. To be fast, it only adds to a metric's counter, and calls nothing else before the minute is
 * over or its metrics are read.
 */
export class MetricSource {
  readonly #namespace: string;
  readonly #dimensions: MetricName["dimensions"];
  readonly #parts: SourceParts;
  #at = 0;
  #counters: Counter[] = [];

  constructor({ namespace, dimensions }: Pick<MetricName, "namespace" | "dimensions">, parts: SourceParts) {
    this.#namespace = namespace;
    this.#dimensions = dimensions;
    this.#parts = parts;
  }

  /** Adds values to the minute of `at` (ms since the epoch). */
  count(at: number, figures: readonly Figure[]): void {
    if (figures.length === 0) return;
    const minute = Math.floor(at / MINUTE_MS) * MINUTE_MS;
    // Values may also arrive late, for the minute before.
    if (this.#counters.length > 0 && this.#at !== minute) this.#parts.onNext(this);
    if (this.#counters.length === 0) {
      this.#at = minute;
      this.#parts.onFirst(this, minute);
    }
    for (const figure of figures) this.#add(figure);
  }

  /** Returns the counted values, and empties the source. */
  take(): CountedMetric[] {
    const counted = this.#counters.map(({ name: metric, unit, values }): CountedMetric => {
      const name = { namespace: this.#namespace, name: metric, dimensions: this.#dimensions };
      return { name, unit, at: this.#at, values };
    });
    this.#counters = [];
    return counted;
  }

  #add({ name, value, unit }: Figure): void {
    for (const { name: known, unit: knownUnit, values } of this.#counters) {
      if (known !== name || knownUnit !== unit) continue;
      values.count += 1;
      values.sum += value;
      values.min = Math.min(values.min, value);
      values.max = Math.max(values.max, value);
      return;
    }
    this.#counters.push({ name, unit, values: { count: 1, sum: value, min: value, max: value } });
  }
}

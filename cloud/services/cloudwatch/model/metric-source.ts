import type { StandardUnit } from "@aws-sdk/client-cloudwatch";
import { getItemAt } from "../../../../foundation/item-at";
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
/** The numbers for each metric: count, sum, minimum and maximum. */
const COLUMNS = 4;

/**
 * Counts the metrics of one resource, such as a stream or a queue. It is called with every request, and there may be
 * thousands of resources. To be fast, it keeps the current minute's numbers in one array, creates no objects, and calls
 * nothing else before the minute is over or its metrics are read.
 */
export class MetricSource {
  readonly #namespace: string;
  readonly #dimensions: MetricName["dimensions"];
  readonly #parts: SourceParts;
  #at = 0;
  #metrics: string[] = [];
  #units: StandardUnit[] = [];
  #numbers: number[] = [];

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
    if (this.#metrics.length > 0 && this.#at !== minute) this.#parts.onNext(this);
    if (this.#metrics.length === 0) {
      this.#at = minute;
      this.#parts.onFirst(this, minute);
    }
    for (const figure of figures) this.#add(figure);
  }

  /** Returns the counted values, and empties the source. */
  take(): CountedMetric[] {
    const numbers = this.#numbers;
    const counted = this.#metrics.map((metric, index): CountedMetric => {
      const [count = 0, sum = 0, min = 0, max = 0] = numbers.slice(index * COLUMNS, (index + 1) * COLUMNS);
      const name = { namespace: this.#namespace, name: metric, dimensions: this.#dimensions };
      return { name, unit: getItemAt(this.#units, index), at: this.#at, values: { count, sum, min, max } };
    });
    [this.#metrics, this.#units, this.#numbers] = [[], [], []];
    return counted;
  }

  #add({ name, value, unit }: Figure): void {
    const position = this.#getPosition(name, unit);
    if (position === -1) {
      this.#metrics.push(name);
      this.#units.push(unit);
      this.#numbers.push(1, value, value, value);
      return;
    }
    const [numbers, at] = [this.#numbers, position * COLUMNS];
    numbers[at] = getItemAt(numbers, at) + 1;
    numbers[at + 1] = getItemAt(numbers, at + 1) + value;
    numbers[at + 2] = Math.min(getItemAt(numbers, at + 2), value);
    numbers[at + 3] = Math.max(getItemAt(numbers, at + 3), value);
  }

  #getPosition(name: string, unit: StandardUnit): number {
    let position = this.#metrics.indexOf(name);
    while (position !== -1 && this.#units[position] !== unit) position = this.#metrics.indexOf(name, position + 1);
    return position;
  }
}

import type { StandardUnit } from "@aws-sdk/client-cloudwatch";
import { itemAt } from "../../core/item-at";
import type { MetricName } from "./metric-name";
import type { StatisticSet } from "./statistics";

/** One figure of a service. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: StandardUnit;
}

/** What a source counted of one metric in one minute. */
export interface Counted {
  readonly name: MetricName;
  readonly unit: StandardUnit;
  /** ms since the epoch, a whole minute. */
  readonly at: number;
  readonly values: StatisticSet;
}

/** Hears of a source's changes. */
export interface SourceParts {
  /** The source holds figures of a minute, after it held none. */
  readonly onFirst: (source: MetricSource, at: number) => void;
  /** The source must be emptied: figures of another minute came. */
  readonly onNext: (source: MetricSource) => void;
}

const MINUTE_MS = 60_000;
/** Of each metric: how many, their sum, the least and the most. */
const COLUMNS = 4;

/**
 * Whose figures a service counts: a stream's, a queue's. It is called with every request, and there may be thousands of them. So it
 * holds the running minute's numbers in one place, names nothing anew, and asks nobody else before the minute is over or is read.
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

  /** Counts figures in for the minute in which `at` (ms since the epoch) lies. */
  count(at: number, figures: readonly Figure[]): void {
    if (figures.length === 0) return;
    const minute = Math.floor(at / MINUTE_MS) * MINUTE_MS;
    // Figures may come late, for the minute before.
    if (this.#metrics.length > 0 && this.#at !== minute) this.#parts.onNext(this);
    if (this.#metrics.length === 0) {
      this.#at = minute;
      this.#parts.onFirst(this, minute);
    }
    for (const figure of figures) this.#add(figure);
  }

  /** Figures that were counted and not taken yet. */
  take(): Counted[] {
    const numbers = this.#numbers;
    const counted = this.#metrics.map((metric, index): Counted => {
      const [count = 0, sum = 0, min = 0, max = 0] = numbers.slice(index * COLUMNS, (index + 1) * COLUMNS);
      const name = { namespace: this.#namespace, name: metric, dimensions: this.#dimensions };
      return { name, unit: itemAt(this.#units, index), at: this.#at, values: { count, sum, min, max } };
    });
    [this.#metrics, this.#units, this.#numbers] = [[], [], []];
    return counted;
  }

  #add({ name, value, unit }: Figure): void {
    const place = this.#placeOf(name, unit);
    if (place === -1) {
      this.#metrics.push(name);
      this.#units.push(unit);
      this.#numbers.push(1, value, value, value);
      return;
    }
    const [numbers, at] = [this.#numbers, place * COLUMNS];
    numbers[at] = itemAt(numbers, at) + 1;
    numbers[at + 1] = itemAt(numbers, at + 1) + value;
    numbers[at + 2] = Math.min(itemAt(numbers, at + 2), value);
    numbers[at + 3] = Math.max(itemAt(numbers, at + 3), value);
  }

  #placeOf(name: string, unit: StandardUnit): number {
    let place = this.#metrics.indexOf(name);
    while (place !== -1 && this.#units[place] !== unit) place = this.#metrics.indexOf(name, place + 1);
    return place;
  }
}

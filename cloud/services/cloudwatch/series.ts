import { itemAt } from "../../core/item-at";
import { Spread, type ValueCount } from "./spread";
import { isOfOneValue, type StatisticSet } from "./statistics";

/** A metric's statistics at one instant: a whole minute, or a second for high-resolution metrics. */
export interface Point extends StatisticSet {
  /** ms since the epoch. */
  readonly at: number;
  /** How its values are spread, where that is known and its figures do not say it by themselves. */
  readonly spread?: Spread;
}

const COLUMNS = 5;
/** There may be tens of thousands of series of one point; numbers as few as that cost nothing beside themselves. */
const FIRST_POINTS = 1;

/**
 * The points of one metric in one unit, oldest first. Numbers only, 40 bytes each: a day of minutes is 58 kB. How values are spread is kept
 * beside them for those who give their values, and in memory that is bounded a point.
 */
export class Series {
  #spreads: Map<number, Spread> | undefined;
  #numbers = new Float64Array(FIRST_POINTS * COLUMNS);
  #points = 0;

  get length(): number {
    return this.#points;
  }

  /** When the newest point is, or -Infinity. */
  get lastAt(): number {
    return this.#points === 0 ? -Infinity : this.#atOf(this.#points - 1);
  }

  /**
   * Merges values in at their instant.
   *
   * @param each the values one by one, if they are known
   */
  add(at: number, values: StatisticSet, each?: readonly ValueCount[]): void {
    const place = this.#placeOf(at);
    if (place < this.#points && this.#atOf(place) === at) {
      if (each !== undefined || this.#spreads !== undefined) this.#spread(place, each);
      this.#merge(place * COLUMNS, values);
      return;
    }
    if (each !== undefined && !isOfOneValue(values)) this.#keep(at, spreadOf(each));
    if ((this.#points + 1) * COLUMNS > this.#numbers.length) this.#grow();
    this.#numbers.copyWithin((place + 1) * COLUMNS, place * COLUMNS, this.#points * COLUMNS);
    this.#points += 1;
    this.#write(place, { at, ...values });
  }

  /** The points from `from` up to, not including, `to`. */
  between(from: number, to: number): readonly Point[] {
    const points: Point[] = [];
    for (let place = this.#placeOf(from); place < this.#points && this.#atOf(place) < to; place++)
      points.push(this.#read(place));
    return points;
  }

  /** Forgets points before an instant. */
  forgetBefore(at: number): void {
    const first = this.#placeOf(at);
    for (const known of [...(this.#spreads?.keys() ?? [])]) if (known < at) this.#spreads?.delete(known);
    this.#numbers.copyWithin(0, first * COLUMNS, this.#points * COLUMNS);
    this.#points -= first;
  }

  /** The first place whose point is not before `at`. */
  #placeOf(at: number): number {
    let low = 0;
    let high = this.#points;
    // Most points come in order: the last place is nearly always right.
    if (high > 0 && this.#atOf(high - 1) < at) return high;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#atOf(middle) < at) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #atOf(place: number): number {
    return itemAt(this.#numbers, place * COLUMNS);
  }

  #read(place: number): Point {
    const [at = 0, count = 0, sum = 0, min = 0, max = 0] = this.#numbers.subarray(
      place * COLUMNS,
      (place + 1) * COLUMNS,
    );
    const spread = this.#spreads?.get(at);
    return { at, count, sum, min, max, ...(spread === undefined ? {} : { spread }) };
  }

  /** Known values merged with unknown ones are unknown. To be called before the figures are merged. */
  #spread(place: number, each: readonly ValueCount[] | undefined): void {
    const before = this.#read(place);
    const known = before.spread ?? (isOfOneValue(before) ? spreadOf([[before.min, before.count]]) : undefined);
    if (each === undefined || known === undefined) this.#spreads?.delete(before.at);
    else this.#keep(before.at, spreadOf(each, known));
  }

  #keep(at: number, spread: Spread): void {
    this.#spreads ??= new Map();
    this.#spreads.set(at, spread);
  }

  /** In place: services add to the running minute with every request. */
  #merge(from: number, { count, sum, min, max }: StatisticSet): void {
    const numbers = this.#numbers;
    numbers[from + 1] = itemAt(numbers, from + 1) + count;
    numbers[from + 2] = itemAt(numbers, from + 2) + sum;
    numbers[from + 3] = Math.min(itemAt(numbers, from + 3), min);
    numbers[from + 4] = Math.max(itemAt(numbers, from + 4), max);
  }

  #write(place: number, { at, count, sum, min, max }: Point): void {
    this.#numbers.set([at, count, sum, min, max], place * COLUMNS);
  }

  #grow(): void {
    const larger = new Float64Array(this.#numbers.length * 2);
    larger.set(this.#numbers);
    this.#numbers = larger;
  }
}

/** Values counted in, into what is there already if it is given. */
function spreadOf(each: readonly ValueCount[], into = new Spread()): Spread {
  for (const [value, count] of each) if (count > 0) into.add(value, count);
  return into;
}

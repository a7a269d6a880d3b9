import type { StatisticSet } from "./statistics";

/** What a metric was at one instant: a whole minute, or a second for high-resolution metrics. */
export interface Point extends StatisticSet {
  /** ms since the epoch. */
  readonly at: number;
}

const COLUMNS = 5;
/** There may be tens of thousands of series of one point; numbers as few as that cost nothing beside themselves. */
const FIRST_POINTS = 1;

/** The points of one metric in one unit, oldest first. Numbers only, 40 bytes each: a day of minutes is 58 kB. */
export class Series {
  #numbers = new Float64Array(FIRST_POINTS * COLUMNS);
  #points = 0;

  get length(): number {
    return this.#points;
  }

  /** When the newest point is, or -Infinity. */
  get lastAt(): number {
    return this.#points === 0 ? -Infinity : this.#atOf(this.#points - 1);
  }

  /** Merges values in at their instant. */
  add(at: number, values: StatisticSet): void {
    const place = this.#placeOf(at);
    if (place < this.#points && this.#atOf(place) === at) {
      this.#merge(place * COLUMNS, values);
      return;
    }
    if ((this.#points + 1) * COLUMNS > this.#numbers.length) this.#grow();
    this.#numbers.copyWithin((place + 1) * COLUMNS, place * COLUMNS, this.#points * COLUMNS);
    this.#points += 1;
    this.#write(place, { at, ...values });
  }

  /** The points from `from` up to, not including, `to`. */
  between(from: number, to: number): readonly Point[] {
    const points: Point[] = [];
    for (let place = this.#placeOf(from); place < this.#points && this.#atOf(place) < to; place++) points.push(this.#read(place));
    return points;
  }

  /** Forgets points before an instant. */
  forgetBefore(at: number): void {
    const first = this.#placeOf(at);
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
    return this.#numbers[place * COLUMNS] ?? 0;
  }

  #read(place: number): Point {
    const [at = 0, count = 0, sum = 0, min = 0, max = 0] = this.#numbers.subarray(place * COLUMNS, (place + 1) * COLUMNS);
    return { at, count, sum, min, max };
  }

  /** In place: services add to the running minute with every request. */
  #merge(from: number, { count, sum, min, max }: StatisticSet): void {
    const numbers = this.#numbers;
    numbers[from + 1] = (numbers[from + 1] ?? 0) + count;
    numbers[from + 2] = (numbers[from + 2] ?? 0) + sum;
    numbers[from + 3] = Math.min(numbers[from + 3] ?? min, min);
    numbers[from + 4] = Math.max(numbers[from + 4] ?? max, max);
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

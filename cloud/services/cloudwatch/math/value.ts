/** A value at the start of a period, in ms since the epoch. */
export interface MathPoint {
  readonly at: number;
  readonly value: number;
}

/** A metric, or what was made of metrics. */
export interface TimeSeries {
  readonly kind: "series";
  readonly label: string;
  readonly periodMs: number;
  /** Oldest first; a period without a value is left out. */
  readonly points: readonly MathPoint[];
  /** Whether it is a metric of the request as it is. */
  readonly isMetric: boolean;
}

/** A number; NaN is what nothing is known of, such as the highest of no values, and makes no data points. */
export interface Scalar {
  readonly kind: "scalar";
  readonly value: number;
}

export interface SeriesArray {
  readonly kind: "array";
  readonly all: readonly TimeSeries[];
}

/** The value of a math expression, or of a part of one. */
export type Value = Scalar | TimeSeries | SeriesArray;

export const scalar = (value: number): Scalar => ({ kind: "scalar", value });

/** Another series of the same label and period. A point that is no number is dropped, as AWS drops a division by zero. */
export const madeOf = (
  { label, periodMs }: Pick<TimeSeries, "label" | "periodMs">,
  points: readonly MathPoint[],
): TimeSeries => ({
  kind: "series",
  label,
  periodMs,
  isMetric: false,
  points: points.filter(({ value }) => Number.isFinite(value)),
});

/** A series' values by their time. */
export const byTime = ({ points }: TimeSeries): ReadonlyMap<number, number> =>
  new Map(points.map(({ at, value }) => [at, value]));

/** All times at which one of the series has a value, in order. */
export const timesOf = (all: readonly TimeSeries[]): readonly number[] =>
  [...new Set(all.flatMap(({ points }) => points.map(({ at }) => at)))].sort((a, b) => a - b);

/** A value at the start of a period, in ms since the epoch. */
export interface MathPoint {
  readonly at: number;
  readonly value: number;
}

/** A metric, or a series computed from metrics. */
export interface TimeSeries {
  readonly kind: "series";
  readonly label: string;
  readonly periodMs: number;
  /** The points, the oldest first; a period without a value has no point. */
  readonly points: readonly MathPoint[];
  /** Whether the series is a metric of the request, not a computed one. */
  readonly isMetric: boolean;
}

/** A number. NaN is an unknown value, such as the maximum of no values, and results in no data point. */
export interface Scalar {
  readonly kind: "scalar";
  readonly value: number;
}

interface SeriesArray {
  readonly kind: "array";
  readonly all: readonly TimeSeries[];
}

/** The value of a math expression, or of a part of one. */
export type Value = Scalar | TimeSeries | SeriesArray;

export const createScalar = (value: number): Scalar => ({ kind: "scalar", value });

/** A computed series. Points without a finite value are dropped, as AWS drops a division by zero. */
export const createSeries = (
  { label, periodMs }: Pick<TimeSeries, "label" | "periodMs">,
  points: readonly MathPoint[],
): TimeSeries => ({
  kind: "series",
  label,
  periodMs,
  isMetric: false,
  points: points.filter(({ value }) => Number.isFinite(value)),
});

/** The values of a series by their times. */
export const indexByTime = ({ points }: TimeSeries): ReadonlyMap<number, number> =>
  new Map(points.map(({ at, value }) => [at, value]));

/** All times when at least one series has a value, in ascending order. */
export const listTimes = (all: readonly TimeSeries[]): readonly number[] =>
  [...new Set(all.flatMap(({ points }) => points.map(({ at }) => at)))].sort((a, b) => a - b);

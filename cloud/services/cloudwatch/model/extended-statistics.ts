import type { ValueCount } from "../store/statistics";

/**
 * A statistic that depends on the distribution of values.
 *
 * @param values at least one, in ascending order
 * @returns      undefined where the statistic does not exist, such as the mean of no values
 */
type ExtendedStatistic = (values: readonly ValueCount[]) => number | undefined;

/** The outcome of trimming. */
interface TrimmedValues {
  readonly values: readonly ValueCount[];
  /** The values that were cut off, replaced by the boundary's value, as the winsorized mean counts them. */
  readonly atBoundary: readonly ValueCount[];
}

/** Cuts off values at both ends, by percentages or by values. */
type TrimFunction = (values: readonly ValueCount[]) => TrimmedValues;

const NUMBER = String.raw`\d+(?:\.\d{1,10})?`;
const SINGLE = new RegExp(`^(p|tm|wm|tc|ts)(${NUMBER})$`);
const RANGE = new RegExp(String.raw`^(TM|WM|TC|TS|PR)\((?:(${NUMBER})(%?))?:(?:(${NUMBER})(%?))?\)$`);

/**
 * The statistic of that name: `p99.9`, `tm90`, `TM(2%:98%)`, `WM(:500)`, `PR(100:2000)`, `IQM` and the like; undefined
 * if CloudWatch has no such statistic.
 *
 * @remarks AWS does not document how it computes a percentile of few values. Here it is the smallest value that at
 * least this percentage of all values do not exceed: p99 is the largest value after the highest 1 % are removed, as AWS
 * explains it beside tm99.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Statistics-definitions.html
 */
export function parseExtendedStatistic(name: string): ExtendedStatistic | undefined {
  if (name === "IQM") return createTrimmedStatistic("TM", createPercentCut(25, 75));
  const [, single, percent] = SINGLE.exec(name) ?? [];
  if (single !== undefined) {
    const upTo = Number(percent);
    if (upTo > 100) return undefined;
    return single === "p"
      ? (values) => computePercentile(values, upTo)
      : createTrimmedStatistic(single.toUpperCase(), createPercentCut(0, upTo));
  }
  const [, kind, from, fromSign, to, toSign] = RANGE.exec(name) ?? [];
  return kind === undefined
    ? undefined
    : createRangeStatistic(kind, { from, to, signs: [fromSign, toSign].filter((sign) => sign !== undefined) });
}

interface Range {
  readonly from: string | undefined;
  readonly to: string | undefined;
  /** "%" or "" for each end that is given. */
  readonly signs: readonly string[];
}

function createRangeStatistic(kind: string, { from, to, signs }: Range): ExtendedStatistic | undefined {
  const [sign] = signs;
  if (sign === undefined || signs.some((item) => item !== sign)) return undefined;
  if (sign === "")
    return createTrimmedStatistic(kind, createValueCut(Number(from ?? -Infinity), Number(to ?? Infinity)));
  const [low, high] = [Number(from ?? 0), Number(to ?? 100)];
  return kind === "PR" || low > 100 || high > 100 || low > high
    ? undefined
    : createTrimmedStatistic(kind, createPercentCut(low, high));
}

/** The rank, from 1, of the last value within a percentage. The tolerance keeps binary rounding errors of the percentage out of the rank. */
const getRank = (total: number, percent: number): number => {
  const rank = (total * percent) / 100;
  return Math.ceil(rank - 1e-9 * Math.max(1, rank));
};

const countValues = (values: readonly ValueCount[]): number => values.reduce((sum, [, count]) => sum + count, 0);

function computePercentile(values: readonly ValueCount[], percent: number): number | undefined {
  const rank = getRank(countValues(values), percent);
  let before = 0;
  const found = values.find(([, count]) => (before += count) >= rank);
  return (found ?? values.at(-1))?.[0];
}

/** As on AWS, a value at the upper boundary is inside, one at the lower boundary is not, so that adjacent ranges share no value. */
const createValueCut =
  (from: number, to: number): TrimFunction =>
  (values) => ({
    values: values.filter(([value]) => value > from && value <= to),
    atBoundary: values
      .filter(([value]) => value <= from || value > to)
      .map(([value, count]) => [value <= from ? from : to, count]),
  });

const createPercentCut =
  (from: number, to: number): TrimFunction =>
  (values) => {
    const total = countValues(values);
    const [low, high] = [getRank(total, from), getRank(total, to)];
    let before = 0;
    const counts = values.map(([value, count]): ValueCount => {
      const inside = Math.min(before + count, high) - Math.max(before, low);
      before += count;
      return [value, Math.max(0, inside)];
    });
    const atBoundary: readonly ValueCount[] = [
      [computePercentile(values, from) ?? 0, low],
      [computePercentile(values, to) ?? 0, total - high],
    ];
    return { values: counts.filter(([, count]) => count > 0), atBoundary: atBoundary.filter(([, count]) => count > 0) };
  };

const sumValues = (values: readonly ValueCount[]): number =>
  values.reduce((sum, [value, count]) => sum + value * count, 0);

const computeMean = (values: readonly ValueCount[]): number | undefined =>
  values.length === 0 ? undefined : sumValues(values) / countValues(values);

function createTrimmedStatistic(kind: string, cut: TrimFunction): ExtendedStatistic {
  return (values) => {
    const stored = cut(values);
    switch (kind) {
      case "TM":
        return computeMean(stored.values);
      case "WM":
        return computeMean([...stored.values, ...stored.atBoundary]);
      case "TC":
        return countValues(stored.values);
      case "TS":
        return sumValues(stored.values);
      default:
        return (100 * countValues(stored.values)) / countValues(values);
    }
  };
}

import type { ValueCount } from "./spread";

/**
 * A statistic of how values are spread.
 *
 * @param values at least one, in ascending order
 * @returns      undefined where there is nothing to say, as of a mean of no values
 */
export type ExtendedStatistic = (values: readonly ValueCount[]) => number | undefined;

/** What a trimmed statistic keeps. */
interface Kept {
  readonly values: readonly ValueCount[];
  /** The values left out, as a winsorized mean counts them: as if they stood at the boundary. */
  readonly atBoundary: readonly ValueCount[];
}

/** Where a trimmed statistic cuts. */
type Cut = (values: readonly ValueCount[]) => Kept;

const NUMBER = String.raw`\d+(?:\.\d{1,10})?`;
const SINGLE = new RegExp(`^(p|tm|wm|tc|ts)(${NUMBER})$`);
const RANGE = new RegExp(String.raw`^(TM|WM|TC|TS|PR)\((?:(${NUMBER})(%?))?:(?:(${NUMBER})(%?))?\)$`);

/**
 * The statistic of that name: `p99.9`, `tm90`, `TM(2%:98%)`, `WM(:500)`, `PR(100:2000)`, `IQM` and their like; undefined if CloudWatch
 * has none of that name.
 *
 * @remarks AWS does not say how it takes a percentile of few values. Here it is the least value that so many percent of all values do
 *          not exceed: p99 is the greatest of what is left without the highest 1 %, as AWS explains it beside tm99.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Statistics-definitions.html
 */
export function extendedStatistic(name: string): ExtendedStatistic | undefined {
  if (name === "IQM") return trimmed("TM", byPercent(25, 75));
  const [, single, percent] = SINGLE.exec(name) ?? [];
  if (single !== undefined) {
    const upTo = Number(percent);
    if (upTo > 100) return undefined;
    return single === "p" ? (values) => percentile(values, upTo) : trimmed(single.toUpperCase(), byPercent(0, upTo));
  }
  const [, kind, from, fromSign, to, toSign] = RANGE.exec(name) ?? [];
  return kind === undefined
    ? undefined
    : ofRange(kind, { from, to, signs: [fromSign, toSign].filter((sign) => sign !== undefined) });
}

interface Range {
  readonly from: string | undefined;
  readonly to: string | undefined;
  /** "%" or "", of the ends that are given. */
  readonly signs: readonly string[];
}

function ofRange(kind: string, { from, to, signs }: Range): ExtendedStatistic | undefined {
  const [sign] = signs;
  if (sign === undefined || signs.some((one) => one !== sign)) return undefined;
  if (sign === "") return trimmed(kind, byValue(Number(from ?? -Infinity), Number(to ?? Infinity)));
  const [low, high] = [Number(from ?? 0), Number(to ?? 100)];
  return kind === "PR" || low > 100 || high > 100 || low > high ? undefined : trimmed(kind, byPercent(low, high));
}

/** The rank of the last value that so many percent hold: 1 is the first. Percentages are not exact in binary, ranks must be. */
const rankOf = (total: number, percent: number): number => {
  const rank = (total * percent) / 100;
  return Math.ceil(rank - 1e-9 * Math.max(1, rank));
};

const countOf = (values: readonly ValueCount[]): number => values.reduce((sum, [, count]) => sum + count, 0);

function percentile(values: readonly ValueCount[], percent: number): number | undefined {
  const rank = rankOf(countOf(values), percent);
  let before = 0;
  const found = values.find(([, count]) => (before += count) >= rank);
  return (found ?? values.at(-1))?.[0];
}

/** AWS counts values at the higher boundary, and not those at the lower one; so that ranges side by side make up the whole. */
const byValue =
  (from: number, to: number): Cut =>
  (values) => ({
    values: values.filter(([value]) => value > from && value <= to),
    atBoundary: values
      .filter(([value]) => value <= from || value > to)
      .map(([value, count]) => [value <= from ? from : to, count]),
  });

const byPercent =
  (from: number, to: number): Cut =>
  (values) => {
    const total = countOf(values);
    const [low, high] = [rankOf(total, from), rankOf(total, to)];
    let before = 0;
    const kept = values.map(([value, count]): ValueCount => {
      const inside = Math.min(before + count, high) - Math.max(before, low);
      before += count;
      return [value, Math.max(0, inside)];
    });
    const atBoundary: readonly ValueCount[] = [
      [percentile(values, from) ?? 0, low],
      [percentile(values, to) ?? 0, total - high],
    ];
    return { values: kept.filter(([, count]) => count > 0), atBoundary: atBoundary.filter(([, count]) => count > 0) };
  };

const sumOf = (values: readonly ValueCount[]): number => values.reduce((sum, [value, count]) => sum + value * count, 0);

const meanOf = (values: readonly ValueCount[]): number | undefined =>
  values.length === 0 ? undefined : sumOf(values) / countOf(values);

function trimmed(kind: string, cut: Cut): ExtendedStatistic {
  return (values) => {
    const kept = cut(values);
    switch (kind) {
      case "TM":
        return meanOf(kept.values);
      case "WM":
        return meanOf([...kept.values, ...kept.atBoundary]);
      case "TC":
        return countOf(kept.values);
      case "TS":
        return sumOf(kept.values);
      default:
        return (100 * countOf(kept.values)) / countOf(values);
    }
  };
}

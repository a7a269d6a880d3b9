import { invalidExpression } from "../../faults";
import { allTimes, commonPeriod, wrongArguments, type Argument, type Call, type MathFunction } from "../scope";
import { madeOf, scalar, type TimeSeries, type Value } from "../value";
import { REDUCTIONS } from "./aggregate";

const array = (all: readonly TimeSeries[]): Value => ({ kind: "array", all });

const arrayOf = (call: Call): readonly TimeSeries[] => {
  const [one] = call.args;
  return one?.kind === "array" ? one.all : wrongArguments(call);
};

/** The whole number that is the argument at an index; undefined if there is no argument. */
function wholeAt(call: Call, place: number): number | undefined {
  const argument = call.args[place];
  if (argument === undefined) return undefined;
  return argument.kind === "scalar" && Number.isInteger(argument.value) && argument.value >= 0
    ? argument.value
    : wrongArguments(call);
}

const takes = (call: Call, most: number): void => {
  if (call.args.length > most) wrongArguments(call);
};

/** Picks one series of an array; for an empty array the result is a series without values. */
const one =
  (pick: (all: readonly TimeSeries[]) => TimeSeries | undefined): MathFunction =>
  (call) => {
    takes(call, 1);
    return pick(arrayOf(call)) ?? madeOf({ label: "", periodMs: commonPeriod(call.scope, []) }, []);
  };

const wordOf = (argument: Argument | undefined): string => (argument?.kind === "word" ? argument.name : "");

function sort(call: Call): Value {
  takes(call, 4);
  const reduce = REDUCTIONS[wordOf(call.args[1])];
  const order = wordOf(call.args[2]);
  if (reduce === undefined || (order !== "ASC" && order !== "DESC")) return wrongArguments(call);
  const ranked = arrayOf(call).map((series) => ({
    series,
    rank: reduce(
      series.points.map(({ value }) => value),
      series.points.length,
    ),
  }));
  // Series without values have no rank, and come last in both orders.
  const known = ranked
    .filter(({ rank }) => !Number.isNaN(rank))
    .sort((a, b) => (order === "ASC" ? a.rank - b.rank : b.rank - a.rank));
  const sorted = [...known, ...ranked.filter(({ rank }) => Number.isNaN(rank))];
  return array(sorted.slice(0, wholeAt(call, 3)).map(({ series }) => series));
}

function slice(call: Call): Value {
  takes(call, 3);
  const from = wholeAt(call, 1);
  return from === undefined ? wrongArguments(call) : array(arrayOf(call).slice(from, wholeAt(call, 2)));
}

function metrics(call: Call): Value {
  takes(call, 1);
  const [wanted] = call.args;
  if (wanted !== undefined && wanted.kind !== "text") return wrongArguments(call);
  return array([...call.scope.metrics].filter(([id]) => id.includes(wanted?.value ?? "")).map(([, series]) => series));
}

/** PERIOD is only allowed for a metric, not for a result of an expression. */
function period(call: Call): Value {
  takes(call, 1);
  const [of] = call.args;
  return of?.kind === "series" && of.isMetric ? scalar(of.periodMs / 1000) : wrongArguments(call);
}

function timeSeries(call: Call): Value {
  takes(call, 1);
  const [of] = call.args;
  const { periodMs, id } = call.scope;
  if (of?.kind !== "scalar") return wrongArguments(call);
  if (periodMs === undefined) throw invalidExpression(id, "A Period is needed: there is no metric that has one");
  return madeOf(
    { label: "", periodMs },
    allTimes(call.scope, periodMs).map((at) => ({ at, value: of.value })),
  );
}

/** Functions of arrays, of metrics themselves, and of scalars. */
export const arrays = {
  FIRST: one((all) => all[0]),
  LAST: one((all) => all.at(-1)),
  SLICE: slice,
  SORT: sort,
  REMOVE_EMPTY: (call) => (takes(call, 1), array(arrayOf(call).filter(({ points }) => points.length > 0))),
  METRIC_COUNT: (call) => (takes(call, 1), scalar(arrayOf(call).length)),
  METRICS: metrics,
  PERIOD: period,
  TIME_SERIES: timeSeries,
} satisfies Readonly<Record<string, MathFunction>>;

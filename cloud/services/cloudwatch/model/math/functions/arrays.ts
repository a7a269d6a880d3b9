import { createInvalidExpressionFault } from "../../faults";
import { listTimes, getCommonPeriod, throwWrongArguments, type Argument, type Call, type MathFunction } from "../scope";
import { createSeries, createScalar, type TimeSeries, type Value } from "../value";
import { REDUCTIONS } from "./aggregate";

const toArray = (all: readonly TimeSeries[]): Value => ({ kind: "array", all });

const requireArray = (call: Call): readonly TimeSeries[] => {
  const [argument] = call.args;
  return argument?.kind === "array" ? argument.all : throwWrongArguments(call);
};

/** The whole number that is the argument at an index; undefined if there is no argument. */
function getWholeAt(call: Call, position: number): number | undefined {
  const argument = call.args[position];
  if (argument === undefined) return undefined;
  return argument.kind === "scalar" && Number.isInteger(argument.value) && argument.value >= 0
    ? argument.value
    : throwWrongArguments(call);
}

const requireAtMost = (call: Call, max: number): void => {
  if (call.args.length > max) throwWrongArguments(call);
};

/** Picks one series of an array; for an empty array the result is a series without values. */
const createPicker =
  (pick: (all: readonly TimeSeries[]) => TimeSeries | undefined): MathFunction =>
  (call) => {
    requireAtMost(call, 1);
    return pick(requireArray(call)) ?? createSeries({ label: "", periodMs: getCommonPeriod(call.scope, []) }, []);
  };

const getWord = (argument: Argument | undefined): string => (argument?.kind === "word" ? argument.name : "");

function sort(call: Call): Value {
  requireAtMost(call, 4);
  const reduce = REDUCTIONS[getWord(call.args[1])];
  const order = getWord(call.args[2]);
  if (reduce === undefined || (order !== "ASC" && order !== "DESC")) return throwWrongArguments(call);
  const ranked = requireArray(call).map((series) => ({
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
  return toArray(sorted.slice(0, getWholeAt(call, 3)).map(({ series }) => series));
}

function slice(call: Call): Value {
  requireAtMost(call, 3);
  const from = getWholeAt(call, 1);
  return from === undefined ? throwWrongArguments(call) : toArray(requireArray(call).slice(from, getWholeAt(call, 2)));
}

function listMetrics(call: Call): Value {
  requireAtMost(call, 1);
  const [requested] = call.args;
  if (requested !== undefined && requested.kind !== "text") return throwWrongArguments(call);
  return toArray(
    [...call.scope.metrics].filter(([id]) => id.includes(requested?.value ?? "")).map(([, series]) => series),
  );
}

/** PERIOD is only allowed for a metric, not for a result of an expression. */
function getPeriod(call: Call): Value {
  requireAtMost(call, 1);
  const [of] = call.args;
  return of?.kind === "series" && of.isMetric ? createScalar(of.periodMs / 1000) : throwWrongArguments(call);
}

function createTimeSeries(call: Call): Value {
  requireAtMost(call, 1);
  const [of] = call.args;
  const { periodMs, id } = call.scope;
  if (of?.kind !== "scalar") return throwWrongArguments(call);
  if (periodMs === undefined)
    throw createInvalidExpressionFault(id, "A Period is needed: there is no metric that has one");
  return createSeries(
    { label: "", periodMs },
    listTimes(call.scope, periodMs).map((at) => ({ at, value: of.value })),
  );
}

/** Functions of arrays, of metrics themselves, and of scalars. */
export const arrays = {
  FIRST: createPicker((all) => all[0]),
  LAST: createPicker((all) => all.at(-1)),
  SLICE: slice,
  SORT: sort,
  REMOVE_EMPTY: (call) => (
    requireAtMost(call, 1),
    toArray(requireArray(call).filter(({ points }) => points.length > 0))
  ),
  METRIC_COUNT: (call) => (requireAtMost(call, 1), createScalar(requireArray(call).length)),
  METRICS: listMetrics,
  PERIOD: getPeriod,
  TIME_SERIES: createTimeSeries,
} satisfies Readonly<Record<string, MathFunction>>;

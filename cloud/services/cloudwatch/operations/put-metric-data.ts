import {
  PutMetricData$,
  type MetricDatum,
  type PutMetricDataInput,
  type StatisticSet as SdkStatisticSet,
} from "@aws-sdk/client-cloudwatch";
import { optional, refused, required, structure, type CheckedInput, type Members } from "../../../core/members";
import { double, integer, list, timestamp } from "../../../core/rules";
import { operation } from "../../operation";
import * as faults from "../faults";
import { dimensions, metricName, namespace, unit } from "../fields";
import type { ValueCount } from "../spread";
import { toDimensionMap } from "../metric-name";
import type { StoredPoint, StoredPoints } from "../point-log";
import { isOfOneValue, mergeStatistics, createFromValue, type StatisticSet } from "../statistics";

const datumMembers = {
  MetricName: required(metricName),
  Dimensions: optional(dimensions),
  Timestamp: optional(timestamp()),
  Value: optional(double()),
  StatisticValues: optional(
    structure({
      SampleCount: required(double()),
      Sum: required(double()),
      Minimum: required(double()),
      Maximum: required(double()),
    } satisfies Members<SdkStatisticSet>),
  ),
  Values: optional(list(double(), { max: 150 })),
  Counts: optional(list(double(), { max: 150 })),
  Unit: optional(unit),
  StorageResolution: optional(integer({ min: 1 })),
} satisfies Members<MetricDatum>;

const members = {
  Namespace: required(namespace),
  MetricData: required(list(structure(datumMembers), { max: 1000 })),
  EntityMetricData: refused(),
  StrictEntityValidation: refused(),
} satisfies Members<PutMetricDataInput>;

type Datum = CheckedInput<typeof datumMembers>;
type GivenSet = NonNullable<Datum["StatisticValues"]>;

const HOUR_MS = 3_600_000;
const OLDEST_MS = 14 * 24 * HOUR_MS;
const NEWEST_MS = 2 * HOUR_MS;
const MINUTE_MS = 60_000;

export const putMetricData = operation(PutMetricData$, members, (cloud, { Namespace, MetricData }) => {
  if (Namespace.startsWith("AWS/")) throw faults.createReservedNamespaceFault();
  const now = cloud.now();
  cloud.cloudwatch.record(
    MetricData.map((datum, index): StoredPoints => {
      const member = `MetricData.member.${index + 1}`;
      const at = getInstant(datum, now, member);
      const name = { namespace: Namespace, name: datum.MetricName, dimensions: toDimensionMap(datum.Dimensions) };
      return { name, unit: datum.Unit ?? "None", points: [{ at, ...createValues(datum, member) }] };
    }),
  );
});

/** The time of a datum: of high resolution, rounded down to the second; otherwise to the minute. */
function getInstant({ Timestamp, StorageResolution }: Datum, now: number, member: string): number {
  const at = Timestamp?.getTime() ?? now;
  if (at < now - OLDEST_MS || at > now + NEWEST_MS) throw faults.createBadTimestampFault(member);
  const step = StorageResolution === 1 ? 1000 : MINUTE_MS;
  return Math.floor(at / step) * step;
}

function createValues({ Value, Values, Counts, StatisticValues }: Datum, member: string): Omit<StoredPoint, "at"> {
  if (Value !== undefined && Values !== undefined) throw faults.createOneValueOnlyFault(member, "Values");
  if (Value !== undefined && StatisticValues !== undefined)
    throw faults.createOneValueOnlyFault(member, "StatisticValues");
  if (StatisticValues !== undefined) {
    const set = checkData(toPoint(StatisticValues), member);
    if (Values === undefined) return isOfOneValue(set) ? addEach(set, [[set.min, set.count]]) : set;
    // AWS accepts Values and StatisticValues together; here both are counted.
    return mergeStatistics(set, checkData(createValueFunction(countValues(Values, Counts, member), member), member));
  }
  if (Value === undefined && Values === undefined) throw faults.createValueNeededFault(member);
  const each = countValues(Value === undefined ? (Values ?? []) : [Value], Counts, member);
  return addEach(checkData(createValueFunction(each, member), member), each);
}

function checkData(set: StatisticSet, member: string): StatisticSet {
  if (!Object.values(set).every(Number.isFinite)) throw faults.createNotANumberFault(`${member}.Value`);
  return set;
}

/**
 * Adds the single values, from which percentiles are computed. CloudWatch has no percentiles where a value is negative.
 */
const addEach = (set: StatisticSet, each: readonly ValueCount[]): Omit<StoredPoint, "at"> =>
  set.min < 0 ? set : { ...set, each };

const toPoint = ({ SampleCount: count, Sum: sum, Minimum: min, Maximum: max }: GivenSet): StatisticSet => ({
  count,
  sum,
  min,
  max,
});

function countValues(
  values: readonly number[],
  counts: readonly number[] | undefined,
  member: string,
): readonly ValueCount[] {
  if (counts !== undefined && counts.length !== values.length) throw faults.createCountsDifferFault(member);
  return values.map((value, index) => [value, counts?.[index] ?? 1]);
}

function createValueFunction(each: readonly ValueCount[], member: string): StatisticSet {
  const [first, ...rest] = each.map(([value, count]) => createFromValue(value, count));
  if (first === undefined) throw faults.createValueNeededFault(member);
  return rest.reduce(mergeStatistics, first);
}

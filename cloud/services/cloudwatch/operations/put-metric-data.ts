import {
  PutMetricData$,
  type MetricDatum,
  type PutMetricDataInput,
  type StatisticSet as SdkStatisticSet,
} from "@aws-sdk/client-cloudwatch";
import { optional, refused, required, structure, type Checked, type Members } from "../../../core/members";
import { double, integer, list, timestamp } from "../../../core/rules";
import { operation } from "../../operation";
import * as faults from "../faults";
import { dimensions, metricName, namespace, unit } from "../fields";
import type { ValueCount } from "../spread";
import { dimensionMap } from "../metric-name";
import type { StoredPoint, StoredPoints } from "../point-log";
import { isOfOneValue, merged, ofValue, type StatisticSet } from "../statistics";

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

type Datum = Checked<typeof datumMembers>;
type GivenSet = NonNullable<Datum["StatisticValues"]>;

const HOUR_MS = 3_600_000;
const OLDEST_MS = 14 * 24 * HOUR_MS;
const NEWEST_MS = 2 * HOUR_MS;
const MINUTE_MS = 60_000;

export const putMetricData = operation(PutMetricData$, members, (cloud, { Namespace, MetricData }) => {
  if (Namespace.startsWith("AWS/")) throw faults.reservedNamespace();
  const now = cloud.now();
  cloud.cloudwatch.record(
    MetricData.map((datum, index): StoredPoints => {
      const member = `MetricData.member.${index + 1}`;
      const at = instantOf(datum, now, member);
      const name = { namespace: Namespace, name: datum.MetricName, dimensions: dimensionMap(datum.Dimensions) };
      return { name, unit: datum.Unit ?? "None", points: [{ at, ...valuesOf(datum, member) }] };
    }),
  );
});

/** The time of a datum: of high resolution, rounded down to the second; otherwise to the minute. */
function instantOf({ Timestamp, StorageResolution }: Datum, now: number, member: string): number {
  const at = Timestamp?.getTime() ?? now;
  if (at < now - OLDEST_MS || at > now + NEWEST_MS) throw faults.badTimestamp(member);
  const step = StorageResolution === 1 ? 1000 : MINUTE_MS;
  return Math.floor(at / step) * step;
}

function valuesOf({ Value, Values, Counts, StatisticValues }: Datum, member: string): Omit<StoredPoint, "at"> {
  if (Value !== undefined && Values !== undefined) throw faults.oneValueOnly(member, "Values");
  if (Value !== undefined && StatisticValues !== undefined) throw faults.oneValueOnly(member, "StatisticValues");
  if (StatisticValues !== undefined) {
    const set = checked(ofSet(StatisticValues), member);
    if (Values === undefined) return isOfOneValue(set) ? withEach(set, [[set.min, set.count]]) : set;
    // AWS accepts Values and StatisticValues together; here both are counted.
    return merged(set, checked(ofValues(countedValues(Values, Counts, member), member), member));
  }
  if (Value === undefined && Values === undefined) throw faults.valueNeeded(member);
  const each = countedValues(Value === undefined ? (Values ?? []) : [Value], Counts, member);
  return withEach(checked(ofValues(each, member), member), each);
}

function checked(set: StatisticSet, member: string): StatisticSet {
  if (!Object.values(set).every(Number.isFinite)) throw faults.notANumber(`${member}.Value`);
  return set;
}

/**
 * Adds the single values, from which percentiles are computed. CloudWatch has no percentiles where a value is negative.
 */
const withEach = (set: StatisticSet, each: readonly ValueCount[]): Omit<StoredPoint, "at"> =>
  set.min < 0 ? set : { ...set, each };

const ofSet = ({ SampleCount: count, Sum: sum, Minimum: min, Maximum: max }: GivenSet): StatisticSet => ({
  count,
  sum,
  min,
  max,
});

function countedValues(
  values: readonly number[],
  counts: readonly number[] | undefined,
  member: string,
): readonly ValueCount[] {
  if (counts !== undefined && counts.length !== values.length) throw faults.countsDiffer(member);
  return values.map((value, index) => [value, counts?.[index] ?? 1]);
}

function ofValues(each: readonly ValueCount[], member: string): StatisticSet {
  const [first, ...rest] = each.map(([value, count]) => ofValue(value, count));
  if (first === undefined) throw faults.valueNeeded(member);
  return rest.reduce(merged, first);
}

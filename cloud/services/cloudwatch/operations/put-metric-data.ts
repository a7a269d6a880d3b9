import { PutMetricData$, type MetricDatum, type PutMetricDataInput, type StatisticSet as SdkStatisticSet } from "@aws-sdk/client-cloudwatch";
import { optional, refused, required, structure, type Checked, type Members } from "../../../core/members";
import { double, integer, list, timestamp } from "../../../core/rules";
import { operation } from "../../operation";
import * as faults from "../faults";
import { dimensions, metricName, namespace, unit } from "../fields";
import { dimensionMap } from "../metric-name";
import type { StoredPoints } from "../point-log";
import { merged, ofValue, type StatisticSet } from "../statistics";

const datumMembers = {
  MetricName: required(metricName),
  Dimensions: optional(dimensions),
  Timestamp: optional(timestamp()),
  Value: optional(double()),
  StatisticValues: optional(structure({
    SampleCount: required(double()),
    Sum: required(double()),
    Minimum: required(double()),
    Maximum: required(double()),
  } satisfies Members<SdkStatisticSet>)),
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

const HOUR_MS = 3_600_000;
const OLDEST_MS = 14 * 24 * HOUR_MS;
const NEWEST_MS = 2 * HOUR_MS;
const MINUTE_MS = 60_000;

export const putMetricData = operation(PutMetricData$, members, (cloud, { Namespace, MetricData }) => {
  if (Namespace.startsWith("AWS/")) throw faults.reservedNamespace();
  const now = cloud.now();
  cloud.cloudwatch.record(MetricData.map((datum, index): StoredPoints => {
    const member = `MetricData.member.${index + 1}`;
    const at = instantOf(datum, now, member);
    const name = { namespace: Namespace, name: datum.MetricName, dimensions: dimensionMap(datum.Dimensions) };
    return { name, unit: datum.Unit ?? "None", points: [{ at, ...valuesOf(datum, member) }] };
  }));
});

/** A high-resolution datum keeps its second, any other its minute. */
function instantOf({ Timestamp, StorageResolution }: Datum, now: number, member: string): number {
  const at = Timestamp?.getTime() ?? now;
  if (at < now - OLDEST_MS || at > now + NEWEST_MS) throw faults.badTimestamp(member);
  const step = StorageResolution === 1 ? 1000 : MINUTE_MS;
  return Math.floor(at / step) * step;
}

function valuesOf({ Value, Values, Counts, StatisticValues }: Datum, member: string): StatisticSet {
  const given = [Value, Values, StatisticValues].filter((one) => one !== undefined).length;
  if (given === 0) throw faults.valueNeeded(member);
  if (given > 1) throw faults.oneValueOnly(member);
  const set = StatisticValues === undefined ? ofValues(Value === undefined ? Values ?? [] : [Value], Counts, member) : {
    count: StatisticValues.SampleCount, sum: StatisticValues.Sum, min: StatisticValues.Minimum, max: StatisticValues.Maximum,
  };
  if (!Object.values(set).every(Number.isFinite)) throw faults.notANumber(`${member}.Value`);
  return set;
}

function ofValues(values: readonly number[], counts: readonly number[] | undefined, member: string): StatisticSet {
  if (counts !== undefined && counts.length !== values.length) throw faults.countsDiffer(member);
  const sets = values.map((value, index) => ofValue(value, counts?.[index] ?? 1));
  const [first, ...rest] = sets;
  if (first === undefined) throw faults.valueNeeded(member);
  return rest.reduce(merged, first);
}

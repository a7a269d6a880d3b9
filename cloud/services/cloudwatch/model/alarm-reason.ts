import { formatJavaDouble } from "../../../../foundation/columnar/java-number";
import type { AlarmSettings } from "./stored-alarm";
import { formatOffsetTime } from "../../../core/cloud-time";

/**
 * An object of members that are JSON already. Java, which writes AWS's answers, writes whole doubles with a point
 * (`3.0`), and JSON.stringify without.
 */
export const formatJsonObject = (members: Readonly<Record<string, string>>): string =>
  `{${Object.entries(members)
    .map(([name, value]) => `${JSON.stringify(name)}:${value}`)
    .join(",")}}`;

/** A period that an alarm looked at; without a value if the metric had none. */
export interface EvaluatedPeriod {
  /** The start of the period, in ms since the epoch. */
  readonly at: number;
  readonly value?: number;
  /** How many values the period's statistic is computed from. */
  readonly sampleCount?: number;
}

/** The reason for an alarm's state. */
interface Decision {
  /** The comparison in words: `greater than`. */
  readonly words: string;
  readonly breaches: boolean;
  /** The periods with a value that decided, the oldest first. */
  readonly deciding: readonly EvaluatedPeriod[];
  /** The periods without a value. */
  readonly missing: readonly EvaluatedPeriod[];
  /** How missing data count, if they do. */
  readonly missingAs: "Breaching" | "NonBreaching" | undefined;
  /** The least number of periods for this state. */
  readonly needed: number;
}

/** With this many datapoints or more, AWS names only the latest. */
const MANY = 5;

/**
 * Why an alarm is in ALARM or OK, as AWS words it. Only an alarm with `DatapointsToAlarm` tells how many of the periods
 * there had to be.
 *
 * @remarks AWS's words for five or more datapoints that do not breach are only known from before it told their times.
 * @see alarm-reason.test.ts for the answers of AWS that the words are taken from
 */
export function formatCrossedReason(alarm: AlarmSettings, decision: Decision): string {
  const { EvaluationPeriods: periods, DatapointsToAlarm, Threshold } = alarm;
  const { words, breaches, deciding, missing, missingAs, needed } = decision;
  const gaps = missingAs === undefined || missing.length === 0 ? undefined : formatTreatedAs(missing.length, missingAs);
  if (deciding.length === 0)
    return `Threshold Crossed: no datapoints were received for ${formatCount(missing.length, "period")}${gaps ?? ""}.`;
  const namesDatapoints = DatapointsToAlarm !== undefined;
  const count = namesDatapoints
    ? `${deciding.length} out of the last ${periods} datapoints`
    : formatCount(deciding.length, "datapoint");
  const compared = `${chooseWasOrWere(deciding.length)} ${breaches ? "" : "not "}${words} the threshold (${formatJavaDouble(Threshold)})${gaps ?? ""}`;
  const min = namesDatapoints
    ? ` (minimum ${formatCount(needed, "datapoint")} for ${breaches ? "OK -> ALARM" : "ALARM -> OK"} transition)`
    : "";
  const latest = deciding.slice(-MANY).toReversed().map(formatDatapoint).join(", ");
  if (deciding.length < MANY) return `Threshold Crossed: ${count} [${latest}] ${compared}${min}.`;
  const which = breaches ? " which crossed the threshold" : "";
  return `Threshold Crossed: ${count} ${compared}. The most recent datapoints${which}: [${latest}]${min}.`;
}

const formatCount = (count: number, subject: string): string => `${count} ${subject}${count === 1 ? "" : "s"}`;
const chooseWasOrWere = (count: number): string => (count === 1 ? "was" : "were");
const formatTreatedAs = (count: number, as: string): string =>
  ` and ${count} missing ${count === 1 ? "datapoint was" : "datapoints were"} treated as [${as}]`;

/** A datapoint as in reasons: `5.0 (23/11/26 10:00:00)`, with the start of its period. */
function formatDatapoint({ at, value = 0 }: EvaluatedPeriod): string {
  const [, year = "", month = "", day = "", time = ""] =
    /^\d\d(\d\d)-(\d\d)-(\d\d)T([\d:]{8})/.exec(new Date(at).toISOString()) ?? [];
  return `${formatJavaDouble(value)} (${day}/${month}/${year} ${time})`;
}

/**
 * The evaluated data, as JSON. AWS lists only as many of the deciding periods as it needed, the newest
 * first; and it writes whole numbers as doubles.
 *
 * @param known the periods with a value, the oldest first
 * @param evaluated the periods that decided, the newest first
 */
export function createReasonData(
  alarm: AlarmSettings,
  now: number,
  { known, evaluated }: { readonly known: readonly EvaluatedPeriod[]; readonly evaluated: readonly EvaluatedPeriod[] },
): string {
  const [first] = known;
  return formatJsonObject({
    version: JSON.stringify("1.0"),
    queryDate: formatTime(now),
    ...(first === undefined ? {} : { startDate: formatTime(first.at) }),
    ...(alarm.Unit === undefined ? {} : { unit: JSON.stringify(alarm.Unit) }),
    statistic: JSON.stringify(alarm.Statistic ?? alarm.ExtendedStatistic),
    period: String(alarm.Period),
    recentDatapoints: `[${known.map(({ value = 0 }) => formatJavaDouble(value)).join(",")}]`,
    threshold: formatJavaDouble(alarm.Threshold),
    evaluatedDatapoints: `[${evaluated.map(formatEvaluated).join(",")}]`,
  });
}

const formatEvaluated = ({ at, sampleCount, value }: EvaluatedPeriod): string =>
  formatJsonObject({
    timestamp: formatTime(at),
    ...(sampleCount === undefined ? {} : { sampleCount: formatJavaDouble(sampleCount) }),
    ...(value === undefined ? {} : { value: formatJavaDouble(value) }),
  });

const formatTime = (ms: number): string => JSON.stringify(formatOffsetTime(ms));

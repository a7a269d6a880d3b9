import { useState } from "preact/hooks";
import { useFeed } from "../feed";
import { formatCount } from "../formats";
import { useLoaded } from "../loaded";
import { AskFirst } from "../widgets/ask-first";
import { Notice } from "../widgets/notice";
import { Table } from "../widgets/table";
import { COMPARISONS, deleteAlarm, listAlarms, type Alarm, type Comparison } from "./alarm-calls";
import { AlarmForm } from "./alarm-form";
import type { Metric } from "./metrics";

/** The alarms with their states, a form that creates one for a chosen metric, and buttons that delete one. */
export function Alarms({ metrics }: { metrics: readonly Metric[] }) {
  const { message } = useFeed();
  // Reloads after each minute of cloud time, when alarms change state.
  const minute = Math.floor((message?.now ?? 0) / 60_000);
  const { value = [], error } = useLoaded(listAlarms, "alarms", ["cloudwatch", "cloudwatch data", minute]);
  const [failure, setFailure] = useState<string>();
  const remove = (name: string): void => {
    deleteAlarm(name).then(
      () => setFailure(undefined),
      (refused: unknown) => setFailure(String(refused)),
    );
  };
  return (
    <>
      <h2>Alarms</h2>
      <Notice error={failure ?? error} />
      <Table
        caption="Alarms"
        columns={["Alarm", "State", "When", "Why", "Change"]}
        none="There is no alarm."
        rows={value.map((alarm) => [
          alarm.AlarmName,
          <span class={alarm.StateValue === "ALARM" ? "bad" : ""}>{alarm.StateValue}</span>,
          describeCondition(alarm),
          alarm.StateReason,
          <AskFirst
            // With a key, so that an open question stays with its alarm when rows change.
            key={alarm.AlarmName}
            label={`Delete ${alarm.AlarmName}`}
            question="The alarm and its state will be gone for good."
            onYes={() => remove(alarm.AlarmName)}
          />,
        ])}
      />
      <AlarmForm metrics={metrics} />
    </>
  );
}

/** `Sum of IncomingRecords is more than 5 for 2 minutes` */
function describeCondition({
  MetricName,
  Statistic,
  ComparisonOperator,
  Threshold,
  Period,
  EvaluationPeriods,
}: Alarm): string {
  if (MetricName === undefined) return "";
  const compared = COMPARISONS[ComparisonOperator as Comparison] ?? ComparisonOperator ?? "";
  const minutes = ((Period ?? 60) * (EvaluationPeriods ?? 1)) / 60;
  return `${Statistic ?? "Value"} of ${MetricName} ${compared} ${Threshold ?? ""} for ${formatCount(minutes, "minute")}`;
}

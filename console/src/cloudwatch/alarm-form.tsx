import { useState } from "preact/hooks";
import type { SeriesRequest } from "../charts/metric-series";
import { Notice } from "../widgets/notice";
import { COMPARISONS, MISSING, putAlarm, type Comparison } from "./alarm-calls";
import type { Metric } from "./metrics";

const STATISTICS: Readonly<Record<SeriesRequest["statistic"], string>> = {
  Sum: "the sum of a minute",
  Average: "the average of a minute",
  Minimum: "the least of a minute",
  Maximum: "the most of a minute",
  SampleCount: "how many values a minute has",
};

interface Fields {
  readonly name: string;
  readonly statistic: SeriesRequest["statistic"];
  readonly comparison: Comparison;
  readonly threshold: string;
  readonly minutes: string;
  readonly missing: keyof typeof MISSING;
}

const EMPTY: Fields = {
  name: "",
  statistic: "Sum",
  comparison: "GreaterThanThreshold",
  threshold: "0",
  minutes: "1",
  missing: "notBreaching",
};

/** The form that creates an alarm for one of the chosen metrics. */
export function AlarmForm({ metrics }: { metrics: readonly Metric[] }) {
  const [fields, setFields] = useState(EMPTY);
  const [text, setText] = useState("");
  const [output, say] = useState<{ readonly error?: string; readonly done?: string }>({});
  const set = (changes: Partial<Fields>): void => setFields((before) => ({ ...before, ...changes }));
  const metric = metrics.find((metric) => metric.text === text) ?? metrics[0];
  if (metric === undefined) return <p>Choose a metric above to create an alarm for it.</p>;
  const make = (event: Event): void => {
    event.preventDefault();
    const { threshold, minutes, ...others } = fields;
    putAlarm({ ...others, metric, threshold: Number(threshold), minutes: Number(minutes) }).then(
      () => say({ done: `${fields.name} is made. Its state comes with the next minute.` }),
      (refused: unknown) => say({ error: String(refused) }),
    );
  };
  return (
    <>
      <h3>Make an alarm</h3>
      <Notice error={output.error} />
      <form class="fields" onSubmit={make}>
        <label>
          {"Name of the alarm "}
          <input required value={fields.name} onInput={({ currentTarget }) => set({ name: currentTarget.value })} />
        </label>
        <Choice
          label="Metric"
          value={metric.text}
          of={Object.fromEntries(metrics.map((metric) => [metric.text, metric.text]))}
          onChange={setText}
        />
        <Choice label="Value" value={fields.statistic} of={STATISTICS} onChange={(statistic) => set({ statistic })} />
        <Choice
          label="Compared"
          value={fields.comparison}
          of={COMPARISONS}
          onChange={(comparison) => set({ comparison })}
        />
        <label>
          {"Threshold "}
          <input
            type="number"
            step="any"
            required
            value={fields.threshold}
            onInput={({ currentTarget }) => set({ threshold: currentTarget.value })}
          />
        </label>
        <label>
          {"Minutes in a row "}
          <input
            type="number"
            min={1}
            max={1_440}
            required
            value={fields.minutes}
            onInput={({ currentTarget }) => set({ minutes: currentTarget.value })}
          />
        </label>
        <Choice
          label="A minute without a value"
          value={fields.missing}
          of={MISSING}
          onChange={(missing) => set({ missing })}
        />
        <button type="submit">Make the alarm</button>
        <span role="status">{output.done ?? ""}</span>
      </form>
    </>
  );
}

interface ChoiceProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  /** The label of each value. */
  readonly of: Readonly<Record<Value, string>>;
  readonly onChange: (value: Value) => void;
}

function Choice<Value extends string>({ label, value, of, onChange }: ChoiceProps<Value>) {
  const values = Object.keys(of).filter((item): item is Value => item in of);
  return (
    <label>
      {`${label} `}
      <select
        value={value}
        onChange={({ currentTarget }) => {
          const chosen = values.find((value) => value === currentTarget.value);
          if (chosen !== undefined) onChange(chosen);
        }}
      >
        {values.map((item) => (
          <option key={item} value={item}>
            {of[item]}
          </option>
        ))}
      </select>
    </label>
  );
}

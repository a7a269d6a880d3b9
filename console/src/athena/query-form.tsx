import { useLoaded } from "../loaded";
import { listDatabases } from "../glue/catalog";
import { Notice } from "../widgets/notice";
import { readOutput, listWorkGroups } from "./queries";

/** Work group, database and the location of results. */
export interface QuerySettings {
  readonly group: string;
  readonly database: string;
  readonly output: string;
}

interface QueryFormProps {
  readonly settings: QuerySettings;
  readonly onChange: (settings: QuerySettings) => void;
  readonly onRun: () => void;
  readonly canRun: boolean;
}

/**
 * The form below the editor: the work group, the database, the location of results, and the button that runs the query.
 */
export function QueryForm({ settings, onChange, onRun, canRun }: QueryFormProps) {
  const { group, database, output } = settings;
  const { value: groups = [group], error } = useLoaded(listWorkGroups, "work groups", ["athena"]);
  const { value: found = [], error: failure } = useLoaded(listDatabases, "databases", ["glue"]);
  const { value: outputLocation } = useLoaded(() => readOutput(group), group, ["athena"]);
  const names = found.map(({ Name }) => Name);
  return (
    <form class="bar" onSubmit={(event) => (event.preventDefault(), onRun())}>
      <Choice
        label="Work group"
        value={group}
        among={groups}
        onChange={(next) => onChange({ ...settings, group: next })}
      />
      <Choice
        label="Database"
        value={database}
        among={["", ...names]}
        onChange={(next) => onChange({ ...settings, database: next })}
      />
      <label>
        {"Results go to "}
        <input
          size={36}
          placeholder={outputLocation?.place || "s3://bucket/folder/"}
          value={outputLocation?.isEnforced === true ? outputLocation.place : output}
          disabled={outputLocation?.isEnforced === true}
          onInput={({ currentTarget }) => onChange({ ...settings, output: currentTarget.value })}
        />
      </label>
      <button type="submit" disabled={!canRun}>
        Run
      </button>
      <Notice error={error ?? failure} />
    </form>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly value: string;
  readonly among: readonly string[];
  readonly onChange: (value: string) => void;
}

/** A choice among names; the chosen name stays in the list even if it no longer exists. */
const Choice = ({ label, value, among, onChange }: ChoiceProps) => (
  <label>
    {`${label} `}
    <select value={value} onChange={({ currentTarget }) => onChange(currentTarget.value)}>
      {(among.includes(value) ? among : [value, ...among]).map((item) => (
        <option key={item} value={item}>
          {item === "" ? "none" : item}
        </option>
      ))}
    </select>
  </label>
);

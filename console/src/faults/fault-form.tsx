import { useState } from "preact/hooks";
import { useLoaded } from "../loaded";
import { Notice } from "../widgets/notice";
import { EXAMPLES, inject, listOperations, type FaultRequest } from "./plan";

/** The form's fields, as typed. */
type Fields = Readonly<Record<"service" | "operation" | "code" | "message" | "status" | "times" | "percent", string>>;

const toFields = ({ service, operation, code, message = "", status = 400, times }: FaultRequest): Fields => ({
  service,
  operation,
  code,
  message,
  status: String(status),
  times: String(times ?? ""),
  percent: "100",
});

const toWantedFault = ({ service, operation, code, message, status, times, percent }: Fields): FaultRequest => ({
  service,
  operation,
  code,
  status: Number(status),
  ...(message === "" ? {} : { message }),
  ...(times === "" ? {} : { times: Number(times) }),
  ...(percent === "" || Number(percent) === 100 ? {} : { probability: Number(percent) / 100 }),
});

/** The form that plans a fault: which one, for which calls, how often. */
export function FaultForm() {
  const { value = {}, error } = useLoaded(listOperations, "operations", []);
  const [fields, setFields] = useState<Fields>(() => toFields(EXAMPLES[0] ?? { service: "", operation: "", code: "" }));
  const [output, say] = useState<{ readonly error?: string; readonly done?: string }>({});
  const set = (changes: Partial<Fields>): void => setFields((before) => ({ ...before, ...changes }));
  const send = (event: Event): void => {
    event.preventDefault();
    inject(toWantedFault(fields)).then(
      () => say({ done: `Injected: ${fields.service} ${fields.operation} answers ${fields.code}.` }),
      (refused: unknown) => say({ error: String(refused) }),
    );
  };
  const services = Object.keys(value);
  const names = value[fields.service] ?? [];
  return (
    <>
      <h2>Inject a fault</h2>
      <Notice error={output.error ?? error} />
      <form class="fields" onSubmit={send}>
        <label>
          {"Example "}
          <select
            onChange={({ currentTarget: { value: title } }) => {
              const example = EXAMPLES.find((example) => example.title === title);
              if (example !== undefined) setFields(toFields(example));
            }}
          >
            {EXAMPLES.map(({ title }) => (
              <option key={title}>{title}</option>
            ))}
          </select>
        </label>
        <Choice
          label="Service"
          value={fields.service}
          of={services}
          onChange={(service) => set({ service, operation: value[service]?.[0] ?? "" })}
        />
        <Choice label="Operation" value={fields.operation} of={names} onChange={(operation) => set({ operation })} />
        <TextField label="Error code" value={fields.code} isNeeded onInput={(code) => set({ code })} />
        <TextField label="Message" value={fields.message} onInput={(message) => set({ message })} />
        <NumberField
          label="HTTP status"
          range={[400, 599]}
          value={fields.status}
          isNeeded
          onInput={(status) => set({ status })}
        />
        <NumberField
          label="How many times (empty: no end)"
          range={[1, 1e9]}
          value={fields.times}
          onInput={(times) => set({ times })}
        />
        <NumberField
          label="Percent of the calls"
          range={[0, 100]}
          step={0.1}
          value={fields.percent}
          isNeeded
          onInput={(percent) => set({ percent })}
        />
        <button type="submit">Inject this fault</button>
        <span role="status">{output.done ?? ""}</span>
      </form>
    </>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly value: string;
  readonly of: readonly string[];
  readonly onChange: (value: string) => void;
}

const Choice = ({ label, value, of, onChange }: ChoiceProps) => (
  <label>
    {`${label} `}
    <select value={value} onChange={({ currentTarget }) => onChange(currentTarget.value)}>
      {(of.includes(value) ? of : [value, ...of]).map((item) => (
        <option key={item}>{item}</option>
      ))}
    </select>
  </label>
);

interface FieldProps {
  readonly label: string;
  readonly value: string;
  readonly onInput: (value: string) => void;
  readonly isNeeded?: boolean;
}

const TextField = ({ label, value, onInput, isNeeded = false }: FieldProps) => (
  <label>
    {`${label} `}
    <input value={value} required={isNeeded} onInput={({ currentTarget }) => onInput(currentTarget.value)} />
  </label>
);

interface NumberFieldProps extends FieldProps {
  readonly range: readonly [least: number, most: number];
  readonly step?: number;
}

const NumberField = ({ label, value, onInput, isNeeded = false, range: [min, max], step = 1 }: NumberFieldProps) => (
  <label>
    {`${label} `}
    <input
      type="number"
      min={min}
      max={max}
      step={step}
      value={value}
      required={isNeeded}
      onInput={({ currentTarget }) => onInput(currentTarget.value)}
    />
  </label>
);

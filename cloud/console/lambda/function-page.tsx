import { formatBytes, parseName } from "../formats";
import { useLoaded } from "../loaded";
import { to } from "../route";
import { Facts } from "../widgets/facts";
import { Notice } from "../widgets/notice";
import { Table } from "../widgets/table";
import { readFunction, listTriggers, type LambdaFunction } from "./functions";
import { LogTail } from "./log-tail";
import { TestFunction } from "./test-function";

/** One function: its settings, its triggers, a test, and its log. */
export function FunctionPage({ name }: { name: string }) {
  const { value, error } = useLoaded(() => readFunction(name), name, ["lambda"]);
  return (
    <>
      <p>
        <a href={to("lambda")}>All functions</a>
      </p>
      <h1>{name}</h1>
      <Notice error={error} />
      {value === undefined ? null : (
        <>
          <Configuration of={value} />
          <Triggers name={name} />
          <TestFunction name={name} />
          <LogTail group={value.LoggingConfig?.LogGroup ?? `/aws/lambda/${name}`} />
        </>
      )}
    </>
  );
}

function Configuration({ of }: { of: LambdaFunction }) {
  const variables = Object.entries(of.Environment?.Variables ?? {});
  return (
    <>
      <Facts
        facts={{
          State: `${of.State ?? ""}${of.LastUpdateStatus === "InProgress" ? ", being updated" : ""}`,
          Runtime: of.Runtime ?? "",
          Handler: of.Handler ?? "",
          Memory: `${of.MemorySize} MB`,
          Timeout: `${of.Timeout} s`,
          Code: formatBytes(of.CodeSize),
          Changed: of.LastModified.slice(0, 19).replace("T", " "),
          Role: of.Role,
          ARN: of.FunctionArn,
          ...(of.DeadLetterConfig?.TargetArn === undefined
            ? {}
            : { "Dead letters go to": of.DeadLetterConfig.TargetArn }),
          ...(of.Description ? { Description: of.Description } : {}),
        }}
      />
      {variables.length === 0 ? null : (
        <>
          <h2>Environment variables</h2>
          <Table caption="Environment variables" columns={["Name", "Value"]} none="" rows={variables} />
        </>
      )}
    </>
  );
}

function Triggers({ name }: { name: string }) {
  const { value = [], error } = useLoaded(() => listTriggers(name), name, ["lambda"]);
  return (
    <>
      <h2>Triggers</h2>
      <Notice error={error} />
      <Table
        caption="Triggers"
        columns={["Source", "Batch size", "State", "Last result"]}
        none="No stream and no queue calls this function."
        rows={value.map(({ EventSourceArn, BatchSize, State, LastProcessingResult }) => [
          <a href={to(EventSourceArn.includes(":sqs:") ? "sqs" : "kinesis", parseName(EventSourceArn))}>
            {parseName(EventSourceArn)}
          </a>,
          BatchSize,
          State,
          LastProcessingResult,
        ])}
      />
    </>
  );
}

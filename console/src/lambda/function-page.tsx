import { formatBytes, parseName, formatTimeOfDay } from "../formats";
import { useLoaded } from "../loaded";
import { to } from "../route";
import { Facts } from "../widgets/facts";
import { Notice } from "../widgets/notice";
import { Table } from "../widgets/table";
import { readFunction, listTriggers, type LambdaFunction } from "./functions";
import { TestFunction } from "./test-function";
import { callAws } from "../aws";
import { createLogLink } from "../resource-link";
import { CopyText } from "../widgets/copy-text";

const MAX_EVENTS = 100;

interface Events {
  readonly events: readonly { readonly timestamp: number; readonly message: string }[];
}

/** The end of a function's log, with the latest invocations of all callers. */
function LogTail({ group }: { group: string }) {
  const { value, error, reload } = useLoaded(() => readTail(group), group, [
    "lambda data",
    "lambda",
    "logs",
    "logs data",
  ]);
  return (
    <>
      <h2>Log</h2>
      <div class="bar">
        <span>
          {`The last ${MAX_EVENTS} lines of `}
          <a href={createLogLink(group)}>{group}</a>
        </span>
        <button type="button" onClick={reload}>
          Read again
        </button>
      </div>
      <Notice error={error} />
      {value === undefined ? null : value === "" ? (
        <p class="none">Nothing has been logged yet.</p>
      ) : (
        <CopyText label="Latest log" text={value} />
      )}
    </>
  );
}

/** @throws AwsError */
async function readTail(logGroupName: string): Promise<string> {
  const { logGroups = [] } = await callAws<{ logGroups?: { logGroupName: string }[] }>("logs", "DescribeLogGroups", {
    logGroupNamePrefix: logGroupName,
  });
  if (!logGroups.some((group) => group.logGroupName === logGroupName)) return "";
  const { logStreams = [] } = await callAws<{ logStreams?: { logStreamName: string }[] }>(
    "logs",
    "DescribeLogStreams",
    {
      logGroupName,
      orderBy: "LastEventTime",
      descending: true,
      limit: 1,
    },
  );
  const [stream] = logStreams;
  if (stream === undefined) return "";
  const { events } = await callAws<Events>("logs", "GetLogEvents", {
    logGroupName,
    logStreamName: stream.logStreamName,
    startFromHead: false,
    limit: MAX_EVENTS,
  });
  return events.map(({ timestamp, message }) => `${formatTimeOfDay(timestamp)} ${message.trimEnd()}`).join("\n");
}

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

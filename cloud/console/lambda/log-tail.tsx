import { callAws } from "../aws";
import { formatTimeOfDay } from "../formats";
import { useLoaded } from "../loaded";
import { createLogLink } from "../resource-link";
import { CopyText } from "../widgets/copy-text";
import { Notice } from "../widgets/notice";

const MAX_EVENTS = 100;

interface Events {
  readonly events: readonly { readonly timestamp: number; readonly message: string }[];
}

/** The end of a function's log, with the latest invocations of all callers. */
export function LogTail({ group }: { group: string }) {
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

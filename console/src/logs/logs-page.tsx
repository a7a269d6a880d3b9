import { useFeed } from "../feed";
import { formatBytes, formatTime } from "../formats";
import { useLoaded } from "../loaded";
import { createLogLink } from "../resource-link";
import { to, type Route } from "../route";
import { Notice } from "../widgets/notice";
import { Table } from "../widgets/table";
import { VirtualList } from "../widgets/virtual-list";
import { EventViewer } from "./event-viewer";
import { listLogGroups, listLogStreams } from "./events";

/** The log groups, one of them, or one stream: `#/logs/<group>/<stream>`, each encoded. */
export function LogsPage({ route: [group, stream] }: { route: Route }) {
  if (group === undefined) return <Groups />;
  return stream === undefined ? <Group group={group} /> : <Stream group={group} stream={stream} />;
}

function Groups() {
  const { message } = useFeed();
  const { value = [], error } = useLoaded(listLogGroups, "groups", ["logs"]);
  return (
    <>
      <h1>Log groups</h1>
      <Notice error={error} />
      <Table
        caption="Log groups"
        columns={["Log group", "Streams", "Stored", "Kept for", "Created"]}
        none="There is no log group yet. A function makes its own when it first runs."
        rows={value.map(({ logGroupName, storedBytes, retentionInDays, creationTime }) => {
          const { bytes, streams } = message?.live["logs"]?.[logGroupName] ?? {};
          return [
            <a href={createLogLink(logGroupName)}>{logGroupName}</a>,
            streams,
            formatBytes(Number(bytes ?? storedBytes)),
            retentionInDays === undefined ? "ever" : `${retentionInDays} days`,
            formatTime(creationTime),
          ];
        })}
      />
    </>
  );
}

function Group({ group }: { group: string }) {
  const { message } = useFeed();
  const { bytes = 0, streams = 0 } = message?.live["logs"]?.[group] ?? {};
  const { value = [], error } = useLoaded(() => listLogStreams(group), group, ["logs", Number(bytes), Number(streams)]);
  return (
    <>
      <p>
        <a href={to("logs")}>All log groups</a>
      </p>
      <h1>{group}</h1>
      <Notice error={error} />
      <h2>Streams</h2>
      <VirtualList
        label="Log streams"
        columns={["Log stream", "First event", "Last event"]}
        items={value}
        getKey={({ logStreamName }) => logStreamName}
        none="The group has no stream yet."
        renderCells={({ logStreamName, firstEventTimestamp, lastEventTimestamp }) => [
          <a href={createLogLink(group, logStreamName)}>{logStreamName}</a>,
          formatTime(firstEventTimestamp ?? Number.NaN),
          formatTime(lastEventTimestamp ?? Number.NaN),
        ]}
      />
      <EventViewer group={group} />
    </>
  );
}

const Stream = ({ group, stream }: { group: string; stream: string }) => (
  <>
    <p>
      <a href={to("logs")}>All log groups</a> / <a href={createLogLink(group)}>{group}</a>
    </p>
    <h1>{stream}</h1>
    <EventViewer group={group} stream={stream} />
  </>
);

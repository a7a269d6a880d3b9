import { callAws } from "../aws";
import { useFeed } from "../feed";
import { formatTime } from "../formats";
import { useLoaded } from "../loaded";
import { listStreamNames } from "../names";
import { to, type Route } from "../route";
import { Facts } from "../widgets/facts";
import { Notice } from "../widgets/notice";
import { Table } from "../widgets/table";
import { Monitoring } from "./monitoring";
import { RecordViewer } from "./record-viewer";
import { ShardTable, ShardPicture } from "./shard-table";
import { listShards } from "./shards";

/** The data streams, or one of them. */
export const KinesisPage = ({ route: [name] }: { route: Route }) =>
  name === undefined ? <Streams /> : <Stream name={name} />;

function Streams() {
  const { message } = useFeed();
  const { value: names = [], error } = useLoaded(listStreamNames, "streams", ["kinesis"]);
  return (
    <>
      <h1>Kinesis data streams</h1>
      <Notice error={error} />
      <Table
        caption="Data streams"
        columns={["Stream", "Status", "Open shards", "Records so far"]}
        none="There is no data stream yet."
        rows={names.map((name) => {
          const { status, open, records } = message?.live["kinesis"]?.[name] ?? {};
          return [<a href={to("kinesis", name)}>{name}</a>, status, open, records];
        })}
      />
    </>
  );
}

interface Summary {
  readonly StreamARN: string;
  readonly StreamStatus: string;
  readonly StreamModeDetails?: { readonly StreamMode: string };
  readonly RetentionPeriodHours: number;
  readonly OpenShardCount: number;
  readonly StreamCreationTimestamp: number;
}

function Stream({ name }: { name: string }) {
  const { value, error } = useLoaded(
    async () => {
      const [{ StreamDescriptionSummary }, shards] = await Promise.all([
        callAws<{ StreamDescriptionSummary: Summary }>("kinesis", "DescribeStreamSummary", { StreamName: name }),
        listShards(name),
      ]);
      return { summary: StreamDescriptionSummary, shards };
    },
    name,
    ["kinesis"],
  );
  return (
    <>
      <p>
        <a href={to("kinesis")}>All data streams</a>
      </p>
      <h1>{name}</h1>
      <Notice error={error} />
      {value === undefined ? null : (
        <>
          <Facts
            facts={{
              Status: value.summary.StreamStatus,
              Mode: value.summary.StreamModeDetails?.StreamMode ?? "",
              "Open shards": value.summary.OpenShardCount,
              Retention: `${value.summary.RetentionPeriodHours} hours`,
              Created: formatTime(value.summary.StreamCreationTimestamp * 1000),
              ARN: value.summary.StreamARN,
            }}
          />
          <ShardPicture shards={value.shards} />
          <ShardTable stream={name} shards={value.shards} />
          <RecordViewer stream={name} shards={value.shards} />
          <Monitoring stream={name} />
        </>
      )}
    </>
  );
}

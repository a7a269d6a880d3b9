import { useFeed } from "../feed";
import { describe, trace, type RecordStatus } from "../firehose/delivery";
import { formatTime, parseName } from "../formats";
import { useLoaded } from "../loaded";
import { listDeliveryStreamNames } from "../names";
import { to } from "../route";
import { CopyText } from "../widgets/copy-text";
import { Facts } from "../widgets/facts";
import { Notice } from "../widgets/notice";
import { RecordStatusText } from "../firehose/record-trace";
import { callAws } from "../aws";

/** A record in GetRecords' answer. */
export interface KinesisRecord {
  readonly SequenceNumber: string;
  readonly PartitionKey: string;
  /** Base64. */
  readonly Data: string;
  /** Seconds since the epoch. */
  readonly ApproximateArrivalTimestamp: number;
}

/** The result of one GetRecords call. */
interface ReadResult {
  readonly Records: readonly KinesisRecord[];
  readonly NextShardIterator?: string;
  readonly MillisBehindLatest: number;
}

/** The types of iterators, and the further input that each of them needs. */
export const ITERATOR_TYPES = {
  TRIM_HORIZON: "",
  LATEST: "",
  AT_TIMESTAMP: "time",
  AT_SEQUENCE_NUMBER: "sequence number",
  AFTER_SEQUENCE_NUMBER: "sequence number",
} as const;

export type IteratorType = keyof typeof ITERATOR_TYPES;

export interface StartingPoint {
  readonly stream: string;
  readonly shard: string;
  readonly type: IteratorType;
  /** A sequence number, or a time as `2030-01-01 00:00:00`, in UTC. */
  readonly from: string;
}

/** The iterator of a starting point. @throws AwsError */
export async function getIterator({ stream, shard, type, from }: StartingPoint): Promise<string> {
  const wants = ITERATOR_TYPES[type];
  const { ShardIterator } = await callAws<{ ShardIterator: string }>("kinesis", "GetShardIterator", {
    StreamName: stream,
    ShardId: shard,
    ShardIteratorType: type,
    ...(wants === "sequence number" ? { StartingSequenceNumber: from.trim() } : {}),
    ...(wants === "time"
      ? { Timestamp: Date.parse(`${from.trim().replace(" ", "T").replace(/Z?$/, "Z")}`) / 1000 }
      : {}),
  });
  return ShardIterator;
}

/** Calls GetRecords once. @throws AwsError */
export const getRecords = (iterator: string): Promise<ReadResult> =>
  callAws<ReadResult>("kinesis", "GetRecords", { ShardIterator: iterator, Limit: 500 });

interface Delivery {
  readonly name: string;
  readonly places: readonly RecordStatus[];
}

/**
 * The path of a record: its position in the shard, and in each Firehose that reads the stream its buffer, partition and
 * object.
 */
export function RecordWay({ stream, record }: { stream: string; record: KinesisRecord }) {
  const { SequenceNumber, PartitionKey, ApproximateArrivalTimestamp } = record;
  const { message } = useFeed();
  // Any change of a Firehose's figures may concern this record.
  const figures = Object.values(message?.live["firehose"] ?? {});
  const moved = ["accepted", "waiting", "records"].map((name) =>
    figures.reduce((sum, of) => sum + Number(of[name] ?? 0), 0),
  );
  const { value, error } = useLoaded(() => traceRecord(stream, SequenceNumber), SequenceNumber, moved);
  return (
    <section aria-label="Way of the record">
      <h3>Its way</h3>
      <Facts
        facts={{
          "Partition key": PartitionKey,
          Arrived: formatTime(ApproximateArrivalTimestamp * 1000),
        }}
      />
      <CopyText label="Sequence number of the record" text={SequenceNumber} />
      <Notice error={error} />
      <ul aria-label="Deliveries of the record">
        {(value ?? []).map(({ name, places }) => (
          <li key={name}>
            <a href={to("firehose", name)}>{name}</a>
            {": "}
            {places.length === 0
              ? "has not read it, or has forgotten it."
              : places.map((status, n) => (
                  <span key={n}>
                    {n === 0 ? "" : " "}
                    <RecordStatusText status={status} />
                  </span>
                ))}
          </li>
        ))}
      </ul>
      {value?.length === 0 ? <p class="none">No Firehose reads this stream.</p> : null}
    </section>
  );
}

/** For each Firehose that reads a stream, where a record is. @throws AwsError */
async function traceRecord(stream: string, sequenceNumber: string): Promise<readonly Delivery[]> {
  const described = await Promise.all((await listDeliveryStreamNames()).map(describe));
  const readers = described.filter(
    ({ Source }) => parseName(Source?.KinesisStreamSourceDescription?.KinesisStreamARN ?? "") === stream,
  );
  return Promise.all(
    readers.map(async ({ DeliveryStreamName: name }) => ({ name, places: (await trace(name, sequenceNumber)).places })),
  );
}

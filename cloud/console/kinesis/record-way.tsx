import { useFeed } from "../feed";
import { describe, trace, type RecordStatus } from "../firehose/delivery";
import { RecordStatusText } from "../firehose/record-status-text";
import { formatTime, parseName } from "../formats";
import { useLoaded } from "../loaded";
import { listDeliveryStreamNames } from "../names";
import { to } from "../route";
import { CopyText } from "../widgets/copy-text";
import { Facts } from "../widgets/facts";
import { Notice } from "../widgets/notice";
import type { KinesisRecord } from "./records";

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

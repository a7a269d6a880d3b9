import { useState } from "preact/hooks";
import { formatDataLine, formatData } from "../data-text";
import { formatCount, formatDuration, formatTimeOfDay } from "../formats";
import { CopyText } from "../widgets/copy-text";
import { Notice } from "../widgets/notice";
import { VirtualList } from "../widgets/virtual-list";
import {
  RecordWay,
  getRecords,
  ITERATOR_TYPES,
  getIterator,
  type IteratorType,
  type KinesisRecord,
  type StartingPoint,
} from "./record-way";
import type { Shard } from "./shards";

interface RecordPage {
  readonly records: readonly KinesisRecord[];
  readonly next?: string | undefined;
  readonly status: string;
}

/** Reads records as a consumer does: gets an iterator first, then calls GetRecords with it again and again. */
export function RecordViewer({ stream, shards }: { stream: string; shards: readonly Shard[] }) {
  const [reading, setReading] = useState<RecordPage>({ records: [], status: "" });
  const [chosen, choose] = useState<KinesisRecord>();
  const [error, setError] = useState<string>();

  async function read(iterator: string, before: readonly KinesisRecord[]): Promise<void> {
    const { Records, NextShardIterator, MillisBehindLatest } = await getRecords(iterator);
    const behind =
      MillisBehindLatest === 0 ? "the end is reached" : `${formatDuration(MillisBehindLatest)} behind the end`;
    const output = NextShardIterator === undefined ? "the shard is closed, and read to its end" : behind;
    setReading({
      records: [...before, ...Records],
      next: NextShardIterator,
      status: `${formatCount(Records.length, "record")} read; ${output}`,
    });
  }
  const run = (work: Promise<void>): void => {
    work.then(
      () => setError(undefined),
      (failure: unknown) => setError(String(failure)),
    );
  };
  const begin = async (point: Omit<StartingPoint, "stream">): Promise<void> => {
    choose(undefined);
    await read(await getIterator({ stream, ...point }), []);
  };
  const { next, records, status } = reading;
  return (
    <>
      <h2>Data viewer</h2>
      <ReadForm
        shards={shards}
        onBegin={(iterator) => run(begin(iterator))}
        onMore={next === undefined ? undefined : () => run(read(next, records))}
        status={status}
      />
      <Notice error={error} />
      <VirtualList
        label="Records"
        columns={["Sequence number", "Partition key", "Arrived", "Data"]}
        widths={[1.2, 1, 0.8, 4]}
        items={records}
        getKey={({ SequenceNumber }) => SequenceNumber}
        isChosen={(record) => record === chosen}
        none="No record has been read yet."
        renderCells={(record) => [
          <button type="button" class="link" aria-pressed={record === chosen} onClick={() => choose(record)}>
            <span class="end">{record.SequenceNumber}</span>
          </button>,
          record.PartitionKey,
          formatTimeOfDay(record.ApproximateArrivalTimestamp * 1000),
          formatDataLine(record.Data),
        ]}
      />
      {chosen === undefined ? null : (
        <>
          <RecordWay key={chosen.SequenceNumber} stream={stream} record={chosen} />
          <CopyText label="Data of the record" text={formatData(chosen.Data)} />
        </>
      )}
    </>
  );
}

interface ReadFormProps {
  readonly shards: readonly Shard[];
  readonly onBegin: (point: Omit<StartingPoint, "stream">) => void;
  /** Undefined without an iterator for a next read. */
  readonly onMore: (() => void) | undefined;
  readonly status: string;
}

/** The form with the starting point, and the button that reads on. */
function ReadForm({ shards, onBegin, onMore, status }: ReadFormProps) {
  const [shard, setShard] = useState("");
  const [type, setType] = useState<IteratorType>("TRIM_HORIZON");
  const [from, setFrom] = useState("");
  const wants = ITERATOR_TYPES[type];
  const begin = (event: Event): void => {
    event.preventDefault();
    onBegin({ shard: shard || (shards[0]?.ShardId ?? ""), type, from });
  };
  return (
    <form class="bar" onSubmit={begin}>
      <label>
        {"Shard "}
        <select value={shard || shards[0]?.ShardId} onChange={({ currentTarget }) => setShard(currentTarget.value)}>
          {shards.map(({ ShardId }) => (
            <option key={ShardId}>{ShardId}</option>
          ))}
        </select>
      </label>
      <label>
        {"Iterator "}
        <select value={type} onChange={({ currentTarget }) => setType(currentTarget.value as IteratorType)}>
          {Object.keys(ITERATOR_TYPES).map((item) => (
            <option key={item}>{item}</option>
          ))}
        </select>
      </label>
      {wants === "" ? null : (
        <label>
          {wants === "time" ? "From (UTC) " : "Sequence number "}
          <input
            value={from}
            placeholder={wants === "time" ? "2030-01-01 00:00:00" : ""}
            onInput={({ currentTarget }) => setFrom(currentTarget.value)}
          />
        </label>
      )}
      <button type="submit">Get records</button>
      <button type="button" disabled={onMore === undefined} onClick={onMore}>
        Read on
      </button>
      <span role="status">{status}</span>
    </form>
  );
}

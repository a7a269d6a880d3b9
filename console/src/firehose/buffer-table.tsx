import { useState } from "preact/hooks";
import { advance, useCloudNow } from "../clock-control";
import { getCloudTime, useFeed } from "../feed";
import { formatBytes, formatDuration } from "../formats";
import { useLoaded } from "../loaded";
import { Notice } from "../widgets/notice";
import { Table } from "../widgets/table";
import { readBuffers, type Buffer, type Destination } from "./delivery";

/** The buffers as they fill: the content of each, its limit, how long it still waits. */
export function BufferTable({ stream, destination }: { stream: string; destination: Destination }) {
  const { message } = useFeed();
  const { accepted = 0, records = 0, bytes = 0, waiting = 0 } = message?.live["firehose"]?.[stream] ?? {};
  const { value, error } = useLoaded(
    () => readBuffers(stream),
    stream,
    [accepted, records, bytes, waiting].map(Number),
  );
  const now = useCloudNow();
  const [failure, setFailure] = useState<string>();
  const buffered = value?.buffered ?? [];
  const deliver = (): void => {
    const last = Math.max(...buffered.map(({ dueAt }) => dueAt));
    advance(Math.max(0, last - getCloudTime()) / 1000).then(
      () => setFailure(undefined),
      (refused: unknown) => setFailure(String(refused)),
    );
  };
  return (
    <>
      <h2>Buffers</h2>
      <div class="bar">
        <button type="button" disabled={buffered.length === 0} onClick={deliver}>
          Deliver now
        </button>
        <span>moves the cloud&rsquo;s clock on to when the last buffer is due. On AWS you wait.</span>
        <span role="status">{waiting === 0 ? "" : `${waiting} on the way to S3`}</span>
      </div>
      <Notice error={failure ?? error} />
      <Table
        caption="Buffers"
        columns={["Partition", "Records", "Full", "Due in"]}
        none="Nothing is waiting: every record has been delivered, or none has arrived yet."
        rows={buffered.map((buffer) => createRow(buffer, destination, now))}
      />
    </>
  );
}

function createRow({ partition, records, bytes, dueAt }: Buffer, { BufferingHints }: Destination, now: number) {
  const maxBytes = (BufferingHints?.SizeInMBs ?? 5) * 1024 * 1024;
  const maxMs = (BufferingHints?.IntervalInSeconds ?? 300) * 1000;
  const name = partition === "" ? "the buffer" : partition;
  return [
    partition === "" ? "(one for all)" : partition,
    records,
    <Fill
      label={`Bytes in ${name}`}
      value={bytes}
      max={maxBytes}
      text={`${formatBytes(bytes)} of ${formatBytes(maxBytes)}`}
    />,
    <Fill
      label={`Time passed in ${name}`}
      value={Math.max(0, maxMs - Math.max(0, dueAt - now))}
      max={maxMs}
      text={formatDuration(dueAt - now)}
    />,
  ];
}

const Fill = ({ label, value, max, text }: { label: string; value: number; max: number; text: string }) => (
  <span>
    <meter aria-label={label} value={value} max={max} /> {text}
  </span>
);

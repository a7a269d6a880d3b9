import { formatDataLine } from "../data-text";
import { useFeed } from "../feed";
import { formatTime, parseName } from "../formats";
import { useLoaded } from "../loaded";
import { ObjectLink } from "../s3/object-link";
import { Notice } from "../widgets/notice";
import { Table } from "../widgets/table";
import { readFailures, type Destination } from "./delivery";

/** The records that could not be delivered, and why, as Firehose itself wrote it into the bucket. */
export function FailureTable({ stream, destination }: { stream: string; destination: Destination }) {
  const { message } = useFeed();
  const bucket = parseName(destination.BucketARN);
  const objects = Number(message?.live["s3"]?.[bucket]?.["objects"] ?? 0);
  const { value = [], error } = useLoaded(() => readFailures(destination), stream, [objects]);
  return (
    <>
      <h2>Failures</h2>
      <Notice error={error} />
      <Table
        caption="Failures"
        columns={["Written", "Cause", "Record", "Object"]}
        none="No record has failed."
        rows={value
          .slice(0, 100)
          .map(({ at, cause, rawData, key }) => [
            formatTime(at),
            <span class="bad">{cause}</span>,
            <code>{formatDataLine(rawData)}</code>,
            <ObjectLink object={{ bucket, key }} />,
          ])}
      />
    </>
  );
}

import { useFeed } from "../feed";
import { formatBytes, formatDuration, parseName, formatTime } from "../formats";
import { useLoaded } from "../loaded";
import { listDeliveryStreamNames } from "../names";
import { createLogLink } from "../resource-link";
import { to, type Route } from "../route";
import { Facts } from "../widgets/facts";
import { Notice } from "../widgets/notice";
import { Table } from "../widgets/table";
import { BufferTable } from "./buffer-table";
import { describe, type Delivery, type Destination, readFailures } from "./delivery";
import { RecordTrace } from "./record-trace";
import { formatDataLine } from "../data-text";
import { ObjectLink } from "../s3/object-link";

/** The records that could not be delivered, and why, as Firehose itself wrote it into the bucket. */
function FailureTable({ stream, destination }: { stream: string; destination: Destination }) {
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

/** The delivery streams, or one of them. */
export const FirehosePage = ({ route: [name] }: { route: Route }) =>
  name === undefined ? <DeliveryStreams /> : <DeliveryStream name={name} />;

function DeliveryStreams() {
  const { message } = useFeed();
  const { value: names = [], error } = useLoaded(listDeliveryStreamNames, "delivery streams", ["firehose"]);
  return (
    <>
      <h1>Firehose delivery streams</h1>
      <Notice error={error} />
      <Table
        caption="Delivery streams"
        columns={["Delivery stream", "Status", "Records taken", "Buffered", "Next delivery"]}
        none="There is no delivery stream yet."
        rows={names.map((name) => {
          const { status, accepted, records = 0, bytes = 0, dueAt } = message?.live["firehose"]?.[name] ?? {};
          return [
            <a href={to("firehose", name)}>{name}</a>,
            status,
            accepted,
            `${records} records (${formatBytes(Number(bytes))})`,
            dueAt === undefined ? "" : formatDuration(Number(dueAt) - (message?.now ?? 0)),
          ];
        })}
      />
    </>
  );
}

function DeliveryStream({ name }: { name: string }) {
  const { value, error } = useLoaded(() => describe(name), name, ["firehose"]);
  const destination = value?.Destinations[0]?.ExtendedS3DestinationDescription;
  return (
    <>
      <p>
        <a href={to("firehose")}>All delivery streams</a>
      </p>
      <h1>{name}</h1>
      <Notice error={error} />
      {value === undefined ? null : <Facts facts={listFacts(value, destination)} />}
      {destination === undefined ? null : <Processors destination={destination} />}
      {value?.DeliveryStreamStatus !== "ACTIVE" || destination === undefined ? null : (
        <>
          <BufferTable stream={name} destination={destination} />
          <RecordTrace stream={name} />
          <FailureTable stream={name} destination={destination} />
        </>
      )}
    </>
  );
}

function listFacts(
  { DeliveryStreamStatus, DeliveryStreamARN, Source }: Delivery,
  destination: Destination | undefined,
) {
  const source = Source?.KinesisStreamSourceDescription?.KinesisStreamARN;
  return {
    Status: DeliveryStreamStatus,
    Source: source === undefined ? "Direct PUT" : <a href={to("kinesis", parseName(source))}>{parseName(source)}</a>,
    ...(destination === undefined ? {} : { ...listDestinationFacts(destination), ...listProcessing(destination) }),
    ARN: DeliveryStreamARN,
  };
}

/** Where records go, and when. */
const listDestinationFacts = ({ BucketARN, Prefix, ErrorOutputPrefix, BufferingHints }: Destination) => ({
  Bucket: <a href={to("s3", parseName(BucketARN))}>{parseName(BucketARN)}</a>,
  Prefix: Prefix ?? "(none)",
  "Error prefix": ErrorOutputPrefix ?? "(none)",
  "Delivers after": `${BufferingHints?.IntervalInSeconds ?? ""} s or ${BufferingHints?.SizeInMBs ?? ""} MiB`,
});

/** How records are processed before the delivery. */
function listProcessing(destination: Destination) {
  const isOn = (label: { readonly Enabled?: boolean } | undefined): string => (label?.Enabled === true ? "on" : "off");
  const processors = listProcessors(destination).map(({ Type }) => Type);
  return {
    Compression: destination.CompressionFormat ?? "UNCOMPRESSED",
    "Format conversion": isOn(destination.DataFormatConversionConfiguration),
    "Dynamic partitioning": isOn(destination.DynamicPartitioningConfiguration),
    Processors: processors.length === 0 ? "(none)" : processors.join(", "),
    "Error log": findErrorLog(destination),
  };
}

const listProcessors = ({ ProcessingConfiguration: processing }: Destination) =>
  processing?.Enabled === true ? (processing.Processors ?? []) : [];

/**
 * The parameters of each processor, in order: the partition keys and their jq programs, the function that transforms.
 */
function Processors({ destination }: { destination: Destination }) {
  const rows = listProcessors(destination).flatMap(({ Type, Parameters = [] }) =>
    Parameters.map(({ ParameterName, ParameterValue }) => [Type, ParameterName, <code>{ParameterValue}</code>]),
  );
  return rows.length === 0 ? null : (
    <>
      <h2>Processors</h2>
      <Table caption="Processors" columns={["Processor", "Parameter", "Value"]} none="" rows={rows} />
    </>
  );
}

/** The log group and stream of delivery errors, if logging is enabled. */
function findErrorLog({ CloudWatchLoggingOptions: options }: Destination) {
  const { Enabled, LogGroupName: group, LogStreamName: stream } = options ?? {};
  return Enabled === true && group !== undefined ? <a href={createLogLink(group, stream)}>{stream ?? group}</a> : "off";
}

import { DescribeDeliveryStreamCommand, FirehoseClient } from "@aws-sdk/client-firehose";
import { DescribeStreamSummaryCommand, KinesisClient } from "@aws-sdk/client-kinesis";
import { toDescribedSettings } from "../aws/firehose-settings";
import { listDeliveredObjects } from "../delivery/list-delivered-objects";
import { readDeliveredRecords } from "../delivery/read-delivered-records";
import { isRunning } from "../running/start-script";
import { listStreamRecords } from "../streaming/list-stream-records";
import { ignoreMissing } from "../aws/ignore-missing";

/** One way that records can take, from a stream through Firehose to a bucket. */
export interface Route {
  /** The value that sends a record this way, such as `USA`. */
  readonly label: string;
  readonly streamName: string;
  readonly firehoseName: string;
  readonly bucketName: string;
}

/** A pipeline as it should be: one source stream, a script that reads it, and the routes from there. */
export interface Pipeline {
  readonly sourceStream: string;
  readonly script: string;
  readonly routes: readonly Route[];
}

interface DescribedStream {
  readonly status: string;
  readonly openShards: number;
  readonly records: number;
}

/** `stream` and `bucket`: the names of the stream that the Firehose reads and of the bucket that it writes to. */
export interface DescribedFirehose {
  readonly status: string;
  readonly stream: string | undefined;
  readonly bucket: string | undefined;
}

interface DescribedBucket {
  readonly objects: number;
  /** The number of records by the name of the Firehose that delivered them. */
  readonly recordsFrom: ReadonlyMap<string, number>;
}

/** The pipeline as it is: AWS's descriptions by name; `undefined` where no resource has that name. */
export interface DescribedPipeline {
  readonly streams: ReadonlyMap<string, DescribedStream | undefined>;
  readonly firehoses: ReadonlyMap<string, DescribedFirehose | undefined>;
  readonly buckets: ReadonlyMap<string, DescribedBucket | undefined>;
  /**
   * Whether the notebook has started the script and it still runs. The notebook does not know of a script in a
   * terminal.
   */
  readonly scriptRuns: boolean;
}

/** Asks AWS for all parts of a pipeline, and for other streams and buckets that its Firehoses are connected to. */
export async function describePipeline({ sourceStream, script, routes }: Pipeline): Promise<DescribedPipeline> {
  const firehoseNames = routes.map(({ firehoseName }) => firehoseName);
  const firehoses = await lookAtAll(firehoseNames, describeFirehose);
  const connected = [...firehoses.values()].filter((found) => found !== undefined);
  const streamNames = [
    sourceStream,
    ...routes.map(({ streamName }) => streamName),
    ...connected.flatMap(({ stream = [] }) => stream),
  ];
  const bucketNames = [
    ...routes.map(({ bucketName }) => bucketName),
    ...connected.flatMap(({ bucket = [] }) => bucket),
  ];
  return {
    firehoses,
    streams: await lookAtAll(streamNames, describeStream),
    buckets: await lookAtAll(bucketNames, (name) => describeBucket(name, firehoseNames)),
    scriptRuns: isRunning(script),
  };
}

async function lookAtAll<T>(
  names: readonly string[],
  look: (name: string) => Promise<T>,
): Promise<ReadonlyMap<string, T | undefined>> {
  const found = [...new Set(names)].map(async (name) => [name, await ignoreMissing(() => look(name))] as const);
  return new Map(await Promise.all(found));
}

async function describeStream(StreamName: string): Promise<DescribedStream> {
  const { StreamDescriptionSummary } = await new KinesisClient({}).send(
    new DescribeStreamSummaryCommand({ StreamName }),
  );
  const { StreamStatus: status = "", OpenShardCount: openShards = 0 } = StreamDescriptionSummary ?? {};
  const records = status === "ACTIVE" ? (await listStreamRecords({ streamName: StreamName })).length : 0;
  return { status, openShards, records };
}

async function describeFirehose(DeliveryStreamName: string): Promise<DescribedFirehose> {
  const { DeliveryStreamDescription } = await new FirehoseClient({}).send(
    new DescribeDeliveryStreamCommand({ DeliveryStreamName }),
  );
  if (!DeliveryStreamDescription) return { status: "", stream: undefined, bucket: undefined };
  const settings = toDescribedSettings(DeliveryStreamDescription);
  return {
    status: DeliveryStreamDescription.DeliveryStreamStatus ?? "",
    stream: settings["source stream"],
    bucket: settings["bucket"],
  };
}

async function describeBucket(bucketName: string, firehoseNames: readonly string[]): Promise<DescribedBucket> {
  const objects = await listDeliveredObjects({ bucketName });
  const counts = firehoseNames.map(async (firehoseName) => {
    return [firehoseName, (await readDeliveredRecords({ bucketName, firehoseName })).length] as const;
  });
  return { objects: objects.length, recordsFrom: new Map(await Promise.all(counts)) };
}

import { callAws, callLab } from "../aws";
import { parseName } from "../formats";
import { listObjects, readObjectBytes, decompress, type ListedObject } from "../s3/objects";

/** The members of DescribeDeliveryStream's answer that the page shows. */
export interface Delivery {
  readonly DeliveryStreamName: string;
  readonly DeliveryStreamStatus: string;
  readonly DeliveryStreamARN: string;
  readonly DeliveryStreamType: string;
  readonly Source?: { readonly KinesisStreamSourceDescription?: { readonly KinesisStreamARN: string } };
  readonly Destinations: readonly { readonly ExtendedS3DestinationDescription?: Destination }[];
}

export interface Destination {
  readonly BucketARN: string;
  readonly Prefix?: string;
  readonly ErrorOutputPrefix?: string;
  readonly BufferingHints?: { readonly SizeInMBs?: number; readonly IntervalInSeconds?: number };
  readonly CloudWatchLoggingOptions?: {
    readonly Enabled?: boolean;
    readonly LogGroupName?: string;
    readonly LogStreamName?: string;
  };
  readonly CompressionFormat?: string;
  readonly ProcessingConfiguration?: {
    readonly Enabled?: boolean;
    readonly Processors?: readonly {
      readonly Type: string;
      readonly Parameters?: readonly { readonly ParameterName: string; readonly ParameterValue: string }[];
    }[];
  };
  readonly DataFormatConversionConfiguration?: { readonly Enabled?: boolean };
  readonly DynamicPartitioningConfiguration?: { readonly Enabled?: boolean };
}

/** A buffer that is filling, from the lab cloud's own endpoint. */
export interface Buffer {
  readonly partition: string;
  readonly records: number;
  readonly bytes: number;
  /** ms since the epoch. */
  readonly dueAt: number;
}

interface Buffers {
  readonly buffered: readonly Buffer[];
  /** Closed buffers on their way to S3. */
  readonly waiting: number;
}

/** @throws AwsError */
export const describe = async (name: string): Promise<Delivery> =>
  (
    await callAws<{ DeliveryStreamDescription: Delivery }>("firehose", "DescribeDeliveryStream", {
      DeliveryStreamName: name,
    })
  ).DeliveryStreamDescription;

/** @throws AwsError */
export const readBuffers = (name: string): Promise<Buffers> =>
  callLab(`firehose/buffers?stream=${encodeURIComponent(name)}`);

/** Where a record is, as `/_lab/firehose/record` answers. */
export type RecordStatus =
  | { readonly state: "processing" }
  | { readonly state: "buffered"; readonly partition: string; readonly dueAt: number }
  | { readonly state: "delivering"; readonly object: { readonly bucket: string; readonly key: string } }
  | {
      readonly state: "ended";
      readonly outcome: {
        readonly kind: string;
        readonly at: number;
        readonly object?: { readonly bucket: string; readonly key: string };
        readonly errorType?: string;
      };
    };

/** @throws AwsError */
export const trace = (name: string, record: string): Promise<{ readonly places: readonly RecordStatus[] }> =>
  callLab(`firehose/record?stream=${encodeURIComponent(name)}&record=${encodeURIComponent(record.trim())}`);

/** A record that could not be delivered, from an error object. */
interface Failure {
  readonly key: string;
  /** ms since the epoch. */
  readonly at: number;
  readonly cause: string;
  readonly rawData: string;
}

const FAILED =
  /(?:processing-failed|decompression-failed|format-conversion-failed|metadata-extraction-failed|partitioning-failed|activePartitionExceeded)/;
/** How many of the latest error objects are read, and how many bytes of each. */
const [OBJECTS, OBJECT_BYTES] = [10, 256 * 1024];

/** The latest failures, from Firehose's own error objects. @throws AwsError */
export async function readFailures({ BucketARN, ErrorOutputPrefix, Prefix }: Destination): Promise<readonly Failure[]> {
  const bucket = parseName(BucketARN);
  const prefix = (ErrorOutputPrefix ?? Prefix ?? "").replace(/!\{.*$/s, "");
  const found: ListedObject[] = [];
  for (let from: string | undefined, isFirst = true; isFirst || from !== undefined; isFirst = false) {
    const { objects, next } = await listObjects({ bucket, prefix, delimiter: "", from });
    found.push(...objects.filter(({ key }) => FAILED.test(key)));
    from = next;
  }
  const latest = found.sort((a, b) => (a.modified < b.modified ? 1 : -1)).slice(0, OBJECTS);
  const read = await Promise.all(
    latest.map(async ({ key, modified }) => {
      const text = new TextDecoder().decode(
        await decompress(await readObjectBytes(bucket, key, OBJECT_BYTES), OBJECT_BYTES),
      );
      return text.split("\n").flatMap((line) => parseFailure(line, key, modified));
    }),
  );
  return read.flat();
}

/** The failure in a line; none in a line that was cut, or was written by another program. */
function parseFailure(line: string, key: string, modified: string): Failure[] {
  try {
    const details = JSON.parse(line) as Record<string, unknown>;
    const getText = (...names: string[]): string =>
      String(names.map((name) => details[name]).find((item) => item !== undefined) ?? "");
    const cause = [getText("errorCode", "lastErrorCode"), getText("errorMessage", "lastErrorMessage")].filter(
      (item) => item !== "",
    );
    return [{ key, at: Date.parse(modified), cause: cause.join(": "), rawData: getText("rawData") }];
  } catch {
    return [];
  }
}

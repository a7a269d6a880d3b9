import type { LiveFigures } from "./live-figures";

/** The destination of a call that writes, and how much it has written. */
interface WriteTotal {
  /** `firehose/SI-Firehose` */
  readonly place: string;
  /** Records, messages or objects. */
  readonly count: number;
}

type Values = Readonly<Record<string, unknown>>;
type Reader = (input: Values, output: Values) => WriteTotal;

const parseName = (value: unknown): string => String(value).split(/[:/]/).at(-1) ?? "";
const getLength = (value: unknown): number => (Array.isArray(value) ? value.length : 0);
/** How many records of a batch were accepted. */
const countAccepted = (records: unknown, failed: unknown): number => getLength(records) - Number(failed ?? 0);

const getStreamName = ({ StreamName, StreamARN }: Values): string => `kinesis/${parseName(StreamName ?? StreamARN)}`;
const getFirehosePosition = ({ DeliveryStreamName }: Values): string => `firehose/${String(DeliveryStreamName)}`;
const getQueueName = ({ QueueUrl }: Values): string => `sqs/${parseName(QueueUrl)}`;
const getBucketPosition = ({ Bucket }: Values): string => `s3/${String(Bucket)}`;

/** The operations that write data, by service and name. */
const WRITES: Readonly<Record<string, Reader>> = {
  "kinesis PutRecord": (input) => ({ place: getStreamName(input), count: 1 }),
  "kinesis PutRecords": (input, output) => ({
    place: getStreamName(input),
    count: countAccepted(input["Records"], output["FailedRecordCount"]),
  }),
  "firehose PutRecord": (input) => ({ place: getFirehosePosition(input), count: 1 }),
  "firehose PutRecordBatch": (input, output) => ({
    place: getFirehosePosition(input),
    count: countAccepted(input["Records"], output["FailedPutCount"]),
  }),
  "sqs SendMessage": (input) => ({ place: getQueueName(input), count: 1 }),
  "sqs SendMessageBatch": (input, output) => ({ place: getQueueName(input), count: getLength(output["Successful"]) }),
  "s3 PutObject": (input) => ({ place: getBucketPosition(input), count: 1 }),
  "s3 CopyObject": (input) => ({ place: getBucketPosition(input), count: 1 }),
  "s3 CompleteMultipartUpload": (input) => ({ place: getBucketPosition(input), count: 1 }),
};

interface AnsweredCall {
  readonly service: string;
  readonly operation: string;
  readonly input: Values;
  readonly output: unknown;
}

/** How much functions and instances have written to each place with their roles' keys since the cloud started. */
export class SessionWrites {
  readonly #counts = new Map<string, number>();

  /** Counts what a call has written, if its operation writes data. @param session the session's name, such as a function's name */
  count(session: string, { service, operation, input, output }: AnsweredCall): void {
    const read = WRITES[`${service} ${operation}`];
    const written = read?.(input, typeof output === "object" && output !== null ? { ...output } : {});
    if (written === undefined || written.count <= 0) return;
    const name = `${session} ${written.place}`;
    this.#counts.set(name, (this.#counts.get(name) ?? 0) + written.count);
  }

  /** The counts by session and place, as in `GasStationApp firehose/SI-Firehose`. */
  getLiveFigures(): Readonly<Record<string, LiveFigures>> {
    return Object.fromEntries(Array.from(this.#counts, ([name, written]) => [name, { written }]));
  }
}

import type { WriteTotal } from "../core/session-writes";

type Values = Readonly<Record<string, unknown>>;
type Reader = (input: Values, output: Values) => WriteTotal;

const parseName = (value: unknown): string => String(value).split(/[:/]/).at(-1) ?? "";
const getLength = (value: unknown): number => (Array.isArray(value) ? value.length : 0);
/** How many records of a batch were accepted. */
const countTaken = (records: unknown, failed: unknown): number => getLength(records) - Number(failed ?? 0);

const getStreamName = ({ StreamName, StreamARN }: Values): string => `kinesis/${parseName(StreamName ?? StreamARN)}`;
const getFirehosePosition = ({ DeliveryStreamName }: Values): string => `firehose/${String(DeliveryStreamName)}`;
const getQueueName = ({ QueueUrl }: Values): string => `sqs/${parseName(QueueUrl)}`;
const getBucketPosition = ({ Bucket }: Values): string => `s3/${String(Bucket)}`;

/** The operations that write data, by service and name. */
const WRITES: Readonly<Record<string, Reader>> = {
  "kinesis PutRecord": (input) => ({ place: getStreamName(input), count: 1 }),
  "kinesis PutRecords": (input, output) => ({
    place: getStreamName(input),
    count: countTaken(input["Records"], output["FailedRecordCount"]),
  }),
  "firehose PutRecord": (input) => ({ place: getFirehosePosition(input), count: 1 }),
  "firehose PutRecordBatch": (input, output) => ({
    place: getFirehosePosition(input),
    count: countTaken(input["Records"], output["FailedPutCount"]),
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

/** The place and number of a call's writes; undefined if its operation writes no data. */
export function countWrites({ service, operation, input, output }: AnsweredCall): WriteTotal | undefined {
  const read = WRITES[`${service} ${operation}`];
  return read?.(input, typeof output === "object" && output !== null ? { ...output } : {});
}

import type { Written } from "../core/session-writes";

type Values = Readonly<Record<string, unknown>>;
type Reader = (input: Values, output: Values) => Written;

const nameIn = (value: unknown): string => String(value).split(/[:/]/).at(-1) ?? "";
const lengthOf = (value: unknown): number => (Array.isArray(value) ? value.length : 0);
/** How many records of a batch were accepted. */
const taken = (records: unknown, failed: unknown): number => lengthOf(records) - Number(failed ?? 0);

const stream = ({ StreamName, StreamARN }: Values): string => `kinesis/${nameIn(StreamName ?? StreamARN)}`;
const firehose = ({ DeliveryStreamName }: Values): string => `firehose/${String(DeliveryStreamName)}`;
const queue = ({ QueueUrl }: Values): string => `sqs/${nameIn(QueueUrl)}`;
const bucket = ({ Bucket }: Values): string => `s3/${String(Bucket)}`;

/** The operations that write data, by service and name. */
const WRITES: Readonly<Record<string, Reader>> = {
  "kinesis PutRecord": (input) => ({ place: stream(input), count: 1 }),
  "kinesis PutRecords": (input, output) => ({
    place: stream(input),
    count: taken(input["Records"], output["FailedRecordCount"]),
  }),
  "firehose PutRecord": (input) => ({ place: firehose(input), count: 1 }),
  "firehose PutRecordBatch": (input, output) => ({
    place: firehose(input),
    count: taken(input["Records"], output["FailedPutCount"]),
  }),
  "sqs SendMessage": (input) => ({ place: queue(input), count: 1 }),
  "sqs SendMessageBatch": (input, output) => ({ place: queue(input), count: lengthOf(output["Successful"]) }),
  "s3 PutObject": (input) => ({ place: bucket(input), count: 1 }),
  "s3 CopyObject": (input) => ({ place: bucket(input), count: 1 }),
  "s3 CompleteMultipartUpload": (input) => ({ place: bucket(input), count: 1 }),
};

interface AnsweredCall {
  readonly service: string;
  readonly operation: string;
  readonly input: Values;
  readonly output: unknown;
}

/** The place and number of a call's writes; undefined if its operation writes no data. */
export function writtenBy({ service, operation, input, output }: AnsweredCall): Written | undefined {
  const read = WRITES[`${service} ${operation}`];
  return read?.(input, typeof output === "object" && output !== null ? { ...output } : {});
}

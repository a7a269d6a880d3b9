import { callLab } from "../aws";

/** A fault to plan, as `/_lab/faults` accepts it. */
export interface FaultRequest {
  readonly service: string;
  readonly operation: string;
  readonly code: string;
  readonly message?: string;
  readonly status?: number;
  readonly times?: number;
  readonly probability?: number;
}

/** The names of the emulated operations by service. @throws AwsError */
export const listOperations = async (): Promise<Readonly<Record<string, readonly string[]>>> =>
  (await callLab<{ operations: Record<string, string[]> }>("operations")).operations;

/** @throws AwsError */
export const inject = (fault: FaultRequest): Promise<unknown> => callLab("faults", fault);

/** Removes all planned faults. @throws AwsError */
export const takeBack = (): Promise<unknown> => callLab("faults", {}, "DELETE");

/** A fault in words: `kinesis PutRecords: ProvisionedThroughputExceededException, 3 more times`. */
export function formatFault({
  service,
  operation,
  code,
  times,
  probability,
}: Pick<FaultRequest, "service" | "operation" | "code" | "times" | "probability">): string {
  const often = [
    probability === undefined ? "" : `to ${Math.round(probability * 1000) / 10} % of the calls`,
    times === undefined ? "until it is taken back" : times === 1 ? "1 more time" : `${times} more times`,
  ].filter((part) => part !== "");
  return `${service} ${operation}: ${code}, ${often.join(", ")}`;
}

/** Examples for frequent lessons. Codes, messages and statuses are AWS's. */
export const EXAMPLES: readonly (FaultRequest & { readonly title: string })[] = [
  {
    title: "Kinesis is throttled",
    service: "kinesis",
    operation: "PutRecord",
    code: "ProvisionedThroughputExceededException",
    message: "Rate exceeded for shard shardId-000000000000.",
    status: 400,
  },
  {
    title: "A shard's iterator has expired",
    service: "kinesis",
    operation: "GetRecords",
    code: "ExpiredIteratorException",
    message: "Iterator expired.",
    status: 400,
    times: 1,
  },
  {
    title: "Firehose is overloaded",
    service: "firehose",
    operation: "PutRecordBatch",
    code: "ServiceUnavailableException",
    message: "Slow down.",
    status: 503,
  },
  {
    title: "S3 asks to slow down",
    service: "s3",
    operation: "PutObject",
    code: "SlowDown",
    message: "Please reduce your request rate.",
    status: 503,
  },
  {
    title: "A function may not run",
    service: "lambda",
    operation: "Invoke",
    code: "TooManyRequestsException",
    message: "Rate Exceeded.",
    status: 429,
  },
  {
    title: "AWS itself fails",
    service: "sqs",
    operation: "ReceiveMessage",
    code: "InternalFailure",
    message: "An internal error occurred.",
    status: 500,
  },
];

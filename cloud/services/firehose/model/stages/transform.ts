import { performance } from "node:perf_hooks";
import type { DestinationSettings } from "../destination/settings";
import type { LambdaProcessor } from "../destination/processors";
import type { FunctionAnswer, FunctionCaller } from "../ports";
import { type Failure, type Item, type Stage, type StageContext, type StageResult, formatErrorLine } from "./stage";
import { getSequenceNumber } from "./kpl-records";

/** The payload of a function's call, and the ids under which the function must return the records. */
interface TransformEvent {
  readonly payload: string;
  /** One for each item, in their order. */
  readonly ids: readonly string[];
}

/**
 * The event that Firehose sends to a transformation.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-kinesisfirehose.html
 */
function transformEvent(
  items: readonly Item[],
  { identity, sourceArn, core: { region }, random }: StageContext,
): TransformEvent {
  const ids = createRecordIds(items);
  const event = {
    invocationId: random.drawUuid(),
    ...(sourceArn === undefined ? {} : { sourceKinesisStreamArn: sourceArn }),
    deliveryStreamArn: identity.arn,
    region,
    records: items.map((item, index) => ({
      recordId: ids[index],
      approximateArrivalTimestamp: item.arrivedAt,
      data: Buffer.from(item.data.buffer, item.data.byteOffset, item.data.byteLength).toString("base64"),
      ...(item.origin && {
        kinesisRecordMetadata: {
          sequenceNumber: item.origin.sequenceNumber,
          subsequenceNumber: 0,
          partitionKey: item.origin.partitionKey,
          shardId: item.origin.shardId,
          approximateArrivalTimestamp: item.arrivedAt,
        },
      }),
    })),
  };
  return { payload: JSON.stringify(event), ids };
}

const SEQUENCE_DIGITS = 56;

/** 56 digits of a sequence number, then 6 digits that differ between the parts of a split record. */
function createRecordIds(items: readonly Item[]): readonly string[] {
  let part = 0;
  return items.map((item, index) => {
    part = items[index - 1]?.position === item.position ? part + 1 : 0;
    return `${getSequenceNumber(item).padStart(SEQUENCE_DIGITS, "0")}${String(part).padStart(6, "0")}`;
  });
}

/** A function's verdict on one record. */
type Verdict =
  | { readonly kind: "ok"; readonly data: Buffer; readonly keys: Readonly<Record<string, string>> }
  | { readonly kind: "dropped" }
  | { readonly kind: "failed"; readonly code: string; readonly message: string };

// AWS's codes and texts, measured in 2026; the text for an unknown result is from users' reports.
const FAILURES = {
  functionError: [
    "Lambda.FunctionError",
    "The Lambda function was successfully invoked but it returned an error result.",
  ],
  missing: [
    "Lambda.MissingRecordId",
    "One or more record Ids were not returned. Ensure that the Lambda function returns all received record Ids.",
  ],
  duplicate: [
    "Lambda.DuplicatedRecordId",
    "Multiple records were returned with the same record Id. Ensure that the Lambda function returns a unique record Id for each record.",
  ],
  processingFailed: ["Lambda.ProcessingFailedStatus", "ProcessingFailed status set for record"],
  noData: [
    "Lambda.InvalidReturnFormat",
    "The data field cannot be null when the SourceType is DirectPut or KinesisStreamAsSource and processing result is Ok. The value field cannot be null when the SourceType is MSKAsSource and processing result is Ok.",
  ],
  unknownResult: [
    "Lambda.InvalidReturnFormat",
    "Invalid output structure: Please check your function and make sure the processed records contain valid result status of Dropped, Ok, or ProcessingFailed.",
  ],
} as const;

const createRecordFailure = (why: keyof typeof FAILURES): Verdict => ({
  kind: "failed",
  code: FAILURES[why][0],
  message: FAILURES[why][1],
});

/** AWS's limit on the size of a payload. */
const LARGEST_PAYLOAD_BYTES = 6 * 1024 * 1024;

/**
 * Judges what a function gave back, record by record.
 *
 * @param ids of the records in the call
 * @param answer of the last attempt
 * @returns one verdict for each id, in their order
 */
function judgeAnswer(ids: readonly string[], answer: FunctionAnswer): readonly Verdict[] {
  if (answer.kind === "failed" || Buffer.byteLength(answer.payload) > LARGEST_PAYLOAD_BYTES)
    return ids.map(() => createRecordFailure("functionError"));
  const returned = new Map<string, unknown[]>();
  for (const record of parseRecords(answer.payload)) {
    const id = getMember(record, "recordId");
    if (typeof id === "string") returned.set(id, [...(returned.get(id) ?? []), record]);
  }
  return ids.map((id) => {
    const [record, another] = returned.get(id) ?? [];
    if (record === undefined) return createRecordFailure("missing");
    return another === undefined ? judgeRecord(record) : createRecordFailure("duplicate");
  });
}

/** An answer without a list of records counts as an empty list. */
function parseRecords(payload: string): readonly unknown[] {
  try {
    const records = getMember(JSON.parse(payload), "records");
    return Array.isArray(records) ? records : [];
  } catch (error) {
    if (error instanceof SyntaxError) return [];
    throw error;
  }
}

function judgeRecord(record: unknown): Verdict {
  switch (getMember(record, "result")) {
    case "Ok": {
      const data = getMember(record, "data");
      return typeof data === "string"
        ? { kind: "ok", data: Buffer.from(data, "base64"), keys: listKeys(record) }
        : createRecordFailure("noData");
    }
    case "Dropped":
      return { kind: "dropped" };
    case "ProcessingFailed":
      return createRecordFailure("processingFailed");
    default:
      return createRecordFailure("unknownResult");
  }
}

/** `metadata.partitionKeys`, by the names that prefixes use. */
function listKeys(record: unknown): Readonly<Record<string, string>> {
  const keys = getMember(getMember(record, "metadata"), "partitionKeys");
  if (typeof keys !== "object" || keys === null) return {};
  return Object.fromEntries(
    Object.entries(keys)
      .filter(([, value]) => value !== null && value !== undefined)
      .map(([name, value]) => [`lambda:${name}`, String(value)]),
  );
}

const getMember = (value: unknown, name: string): unknown =>
  typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)[name]
    : undefined;

/** Bytes of a call for each record in addition to its data: its id, its times, and its Kinesis metadata. */
const ENTRY_BYTES = 512;
/** Lambda's limit is 6 MiB; the difference is left for the event around the records. */
const MAX_PAYLOAD_BYTES = 6_000_000;

/** Passes records to a Lambda function and continues with its results. */
export function transform({ processors: { lambda } }: DestinationSettings, context: StageContext): Stage | undefined {
  if (lambda === undefined) return undefined;
  return {
    name: "transform",
    async run(items) {
      const staged: StageResult[] = [];
      for (const call of splitIntoCalls(items, lambda)) staged.push(await transformItems(call, lambda, context));
      return { items: staged.flatMap((item) => item.items), failures: staged.flatMap((item) => item.failures) };
    },
  };
}

/** The records of each call: as many as the function's buffer size and Lambda's own limit allow, and at least one. */
function* splitIntoCalls(items: readonly Item[], { bufferBytes }: LambdaProcessor): Generator<readonly Item[]> {
  let from = 0;
  let [bytes, payload] = [0, 0];
  for (const [index, { data }] of items.entries()) {
    const entry = ENTRY_BYTES + Math.ceil((data.byteLength * 4) / 3);
    if (index > from && (bytes + data.byteLength > bufferBytes || payload + entry > MAX_PAYLOAD_BYTES)) {
      yield items.slice(from, index);
      [from, bytes, payload] = [index, 0, 0];
    }
    bytes += data.byteLength;
    payload += entry;
  }
  if (from < items.length) yield items.slice(from);
}

async function transformItems(
  items: readonly Item[],
  lambda: LambdaProcessor,
  context: StageContext,
): Promise<StageResult> {
  const startedMs = performance.now();
  const { payload, ids } = transformEvent(items, context);
  context.transforms.sent += items.length;
  const { answer, attempts } = await callFunction(context.functions, lambda, payload);
  const verdicts = judgeAnswer(ids, answer);
  const endedAt = context.now();
  const passed: Item[] = [];
  const failures: Failure[] = [];
  for (const [index, item] of items.entries()) {
    const verdict = verdicts[index];
    if (verdict?.kind === "ok") passed.push({ ...item, data: verdict.data, keys: { ...item.keys, ...verdict.keys } });
    else if (verdict?.kind === "failed") failures.push(createFailure(item, verdict, { lambda, attempts, endedAt }));
  }
  context.transforms.returned += passed.length;
  context.metrics.noteTransformed(endedAt, {
    durationMs: performance.now() - startedMs,
    isSuccess: answer.kind === "returned",
    records: passed.length,
    bytes: passed.reduce((sum, { data }) => sum + data.byteLength, 0),
  });
  return { items: passed, failures };
}

/** Retries a failed call at once, since AWS does not document its waiting time. A malformed answer does not count as a failed call. */
async function callFunction(
  functions: FunctionCaller,
  { arn, retries }: LambdaProcessor,
  payload: string,
): Promise<{ answer: FunctionAnswer; attempts: number }> {
  let attempts = 0;
  for (;;) {
    attempts += 1;
    const answer = await functions.invoke(arn, payload);
    if (answer.kind === "returned" || attempts > retries) return { answer, attempts };
  }
}

interface Attempt {
  readonly lambda: LambdaProcessor;
  readonly attempts: number;
  readonly endedAt: number;
}

const createFailure = (
  item: Item,
  { code, message }: Verdict & { kind: "failed" },
  { lambda, attempts, endedAt }: Attempt,
): Failure => ({
  item,
  type: "processing-failed",
  reason: { code, message, processor: lambda.arn },
  line: formatErrorLine(item, {
    errorCode: code,
    errorMessage: message,
    attemptsMade: attempts,
    lambdaARN: lambda.arn,
    attemptEndingTimestamp: endedAt,
  }),
});

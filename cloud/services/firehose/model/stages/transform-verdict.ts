import type { FunctionAnswer } from "../ports";

/** A function's verdict on one record. */
export type Verdict =
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

const createFailure = (why: keyof typeof FAILURES): Verdict => ({
  kind: "failed",
  code: FAILURES[why][0],
  message: FAILURES[why][1],
});

/** AWS's limit of a payload. */
const LARGEST_PAYLOAD_BYTES = 6 * 1024 * 1024;

/**
 * Judges what a function gave back, record by record.
 *
 * @param ids of the records in the call
 * @param answer of the last attempt
 * @returns one verdict for each id, in their order
 */
export function judgeAnswer(ids: readonly string[], answer: FunctionAnswer): readonly Verdict[] {
  if (answer.kind === "failed" || Buffer.byteLength(answer.payload) > LARGEST_PAYLOAD_BYTES)
    return ids.map(() => createFailure("functionError"));
  const returned = new Map<string, unknown[]>();
  for (const record of parseRecords(answer.payload)) {
    const id = getMember(record, "recordId");
    if (typeof id === "string") returned.set(id, [...(returned.get(id) ?? []), record]);
  }
  return ids.map((id) => {
    const [record, another] = returned.get(id) ?? [];
    if (record === undefined) return createFailure("missing");
    return another === undefined ? judgeRecord(record) : createFailure("duplicate");
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
        : createFailure("noData");
    }
    case "Dropped":
      return { kind: "dropped" };
    case "ProcessingFailed":
      return createFailure("processingFailed");
    default:
      return createFailure("unknownResult");
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

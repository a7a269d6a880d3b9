import "../../../../../src/exercises/none"; // None stands where your own code belongs

/** A batch of records, as Firehose sends it to a function. */
interface FirehoseEvent {
  readonly records: readonly { readonly recordId: string; readonly data: string }[];
}

/** What becomes of a record. `result` is `Ok`, `Dropped` or `ProcessingFailed`. */
interface ProcessedRecord {
  readonly recordId: string;
  readonly result: string;
  readonly data: string;
}

/** Puts a new line behind each record. Firehose waits for all of them, each under the id with which it came. */
export async function handler(event: FirehoseEvent): Promise<{ records: ProcessedRecord[] }> {
  return { records: event.records.map(withNewLine) };
}

function withNewLine({ recordId, data }: FirehoseEvent["records"][number]): ProcessedRecord {
  // exercise=03-data-collection.add-newline
  // ### START CODE HERE ### (~ 2 lines of code)
  // The record's text. It comes in base64. // @KEEP
  const text = Buffer.from(data, "base64").toString("utf8"); // @REPLACE const text = None;
  // Back under the same id, with a new line at its end, in base64 again. // @KEEP
  return { recordId, result: "Ok", data: Buffer.from(`${text}\n`).toString("base64") }; // @REPLACE return { recordId: None, result: None, data: None };
  // ### END CODE HERE ###
}

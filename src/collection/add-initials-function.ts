import "../exercises/none"; // None stands where your own code belongs

/** A batch of records, as Firehose sends it to a function. */
interface FirehoseEvent {
  readonly records: readonly { readonly recordId: string; readonly data: string }[];
}

/** What becomes of a record. */
interface ProcessedRecord {
  readonly recordId: string;
  readonly result: string;
  readonly data: string;
}

/** Adds initials and a newline to each person. No record may stop the others of its batch. */
export async function handler(event: FirehoseEvent): Promise<{ records: ProcessedRecord[] }> {
  // ### START CODE HERE ### (~ 14 lines of code)
  return None;
  // ### END CODE HERE ###
}

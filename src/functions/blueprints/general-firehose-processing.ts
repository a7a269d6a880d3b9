/**
 * A starting point for a Lambda function that Firehose sends its records through. Change what `changed` does.
 *
 * Firehose calls the function with a batch of records, and delivers the records that it returns. Each record has to be
 * returned with its id, and with a result:
 *
 * - `Ok`: deliver the returned data
 * - `Dropped`: leave the record out, on purpose
 * - `ProcessingFailed`: deliver the record as it came to the `processing-failed` folder of the error prefix
 *
 * Give the function a timeout of a minute or more: Firehose waits up to five.
 *
 * @see https://docs.aws.amazon.com/firehose/latest/dev/data-transformation.html
 */

/** A batch of records, as Firehose sends it. */
interface FirehoseEvent {
  readonly invocationId: string;
  readonly deliveryStreamArn: string;
  readonly region: string;
  readonly records: readonly FirehoseRecord[];
}

interface FirehoseRecord {
  readonly recordId: string;
  /** Milliseconds since 1970. */
  readonly approximateArrivalTimestamp: number;
  /** The record's bytes, in base64. */
  readonly data: string;
}

interface ProcessedRecord {
  readonly recordId: string;
  readonly result: "Ok" | "Dropped" | "ProcessingFailed";
  /** Bytes, in base64. */
  readonly data: string;
}

/**
 * The new text of one record. As it is, the function adds a line end, so that every record has its own line in the
 * delivered files.
 *
 * @returns the new text, or `undefined` to drop the record
 * @throws  Error if the record cannot be processed
 */
function changeText(text: string): string | undefined {
  if (text.trim() === "") return undefined;
  return text.endsWith("\n") ? text : `${text}\n`;
}

/** Refuses bytes that are no UTF-8: read leniently, they would be replaced, and lost. */
const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

export const handler = async (event: FirehoseEvent): Promise<{ records: ProcessedRecord[] }> => {
  const records = event.records.map(processRecord);
  const failed = records.filter(({ result }) => result === "ProcessingFailed").length;
  console.log(`${records.length} records processed, ${failed} of them failed.`);
  return { records };
};

function processRecord({ recordId, data }: FirehoseRecord): ProcessedRecord {
  try {
    const text = changeText(utf8.decode(Buffer.from(data, "base64")));
    if (text === undefined) return { recordId, result: "Dropped", data };
    return { recordId, result: "Ok", data: Buffer.from(text).toString("base64") };
  } catch (error) {
    // One bad record must not fail the others of its batch.
    console.error(`Record ${recordId} failed: ${error instanceof Error ? error.message : String(error)}`);
    return { recordId, result: "ProcessingFailed", data };
  }
}

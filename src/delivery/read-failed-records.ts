import { listDeliveredObjects } from "./list-delivered-objects";
import { readObject } from "./read-object";

/** A record that Firehose could not deliver, as described by its line in an object under the error prefix. */
export interface FailedRecord {
  /** The object that the line is in. */
  readonly key: string;
  readonly errorCode: string;
  readonly errorMessage: string;
  /** The record as it was sent, in base64. */
  readonly rawData: string;
}

/**
 * The records that Firehose has put under its error prefix, the oldest first. There, each line is a JSON object.
 *
 * @param prefix such as `error/`
 * @throws NoSuchBucket if the bucket does not exist
 */
export async function readFailedRecords({
  bucketName,
  prefix,
}: {
  bucketName: string;
  prefix: string;
}): Promise<FailedRecord[]> {
  const failed: FailedRecord[] = [];
  for (const { key } of await listDeliveredObjects({ bucketName, prefix })) {
    const lines = (await readObject({ bucketName, key })).split("\n").filter((line) => line !== "");
    failed.push(...lines.map((line) => parseFailedRecord(key, JSON.parse(line))));
  }
  return failed;
}

/** Reads a line. A line about a failed format conversion has other names for two of the members. */
function parseFailedRecord(key: string, line: Readonly<Record<string, unknown>>): FailedRecord {
  const getText = (...names: string[]): string =>
    String(names.map((name) => line[name]).find((value) => value !== undefined) ?? "");
  return {
    key,
    errorCode: getText("errorCode", "lastErrorCode"),
    errorMessage: getText("errorMessage", "lastErrorMessage"),
    rawData: getText("rawData"),
  };
}

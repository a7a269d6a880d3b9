import { listDeliveredObjects } from "./list-delivered-objects";
import { readObject } from "./read-object";
import { splitJson } from "./split-json";

/** A JSON object with any members. */
export type DeliveredRecord = Record<string, unknown>;

/**
 * All records that Firehose has delivered to a bucket, in the order of the objects and of the records in each object.
 *
 * Firehose writes records one after another with nothing between them: `{…}{…}{…}`. This function splits them.
 *
 * @param firehoseName only records that this Firehose has delivered
 * @throws NoSuchBucket if the bucket does not exist
 * @throws SyntaxError  if an object holds text that isn't a JSON object, with the object's key and the position in it
 */
export async function readDeliveredRecords({
  bucketName,
  prefix = "firehose/",
  firehoseName,
}: {
  bucketName: string;
  prefix?: string;
  firehoseName?: string;
}): Promise<DeliveredRecord[]> {
  const records: DeliveredRecord[] = [];
  for (const { key } of await listDeliveredObjects({ bucketName, prefix })) {
    if (firehoseName !== undefined && !isFrom(firehoseName, key)) continue;
    records.push(...parseRecords(key, await readObject({ bucketName, key })));
  }
  return records;
}

/** An object's name begins, after the folders, with the name of its Firehose and the version of its settings. */
function isFrom(firehoseName: string, key: string): boolean {
  const name = key.split("/").at(-1) ?? "";
  return name.startsWith(`${firehoseName}-`) && /^\d/.test(name.slice(firehoseName.length + 1));
}

function parseRecords(key: string, text: string): DeliveredRecord[] {
  try {
    return splitJson(text).map(toRecord);
  } catch (error) {
    throw new SyntaxError(`${key}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}

function toRecord(value: unknown): DeliveredRecord {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new SyntaxError(`This is not a JSON object: ${JSON.stringify(value)}`);
  }
  return { ...value };
}

import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import type { Storage } from "../../../storage/storage";

/** A record as a producer sends it. */
export interface NewRecord {
  readonly partitionKey: string;
  readonly data: Uint8Array;
}

export interface ShardRecord extends NewRecord {
  /** 1, 2, 3, … in its shard. */
  readonly number: number;
  /** ms since the epoch; never smaller than that of the record before it. */
  readonly arrivedAt: number;
  /** The cloud's uptime at arrival, in ms: the retention period counts from it. */
  readonly upMs: number;
}

const SEAL_BYTES = 16;

export const createSealKey = (): string => randomBytes(32).toString("hex");

/** Makes a token that only this cloud can have made: iterators and page tokens. */
export function seal(key: string, text: string): string {
  const bytes = Buffer.from(text);
  return Buffer.concat([computeSeal(key, bytes), bytes]).toString("base64");
}

/** The text in a token, or undefined if this cloud did not make the token. */
export function unseal(key: string, token: string): string | undefined {
  const bytes = Buffer.from(token, "base64");
  const text = bytes.subarray(SEAL_BYTES);
  if (bytes.byteLength <= SEAL_BYTES || bytes.toString("base64") !== token) return undefined;
  return timingSafeEqual(computeSeal(key, text), bytes.subarray(0, SEAL_BYTES)) ? text.toString("utf8") : undefined;
}

const computeSeal = (key: string, text: Uint8Array): Buffer =>
  createHmac("sha256", key).update(text).digest().subarray(0, SEAL_BYTES);

const RECORDS = "kinesis/records";

/** The folder of a stream's log. */
export const getRecordsFolder = (id: string): string => `${RECORDS}/${id}`;

/**
 * Removes the records of deleted streams, which a kill between the removal of a stream and of its files left behind.
 */
export function removeOrphans(storage: Storage, ids: ReadonlySet<string>): void {
  for (const id of storage.listFolders(RECORDS)) if (!ids.has(id)) storage.remove(getRecordsFolder(id));
}

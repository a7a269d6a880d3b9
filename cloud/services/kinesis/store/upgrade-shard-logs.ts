import type { Storage } from "../../../storage/storage";
import type { NewChunk } from "./chunk";
import { SegmentIndexes } from "./segment-indexes";
import { StreamLog } from "./stream-log";

/** How much is copied in one go. */
const COPY_BYTES = 8 * 1024 * 1024;
const OLD_HEAD_BYTES = 24;

/** The folder of today's logs. In format 1 each stream had a folder beside it. */
const RECORDS = "records";

/** The folder of a stream's log. */
export const getRecordsFolder = (id: string): string => `kinesis/${RECORDS}/${id}`;

/**
 * Data of format 1 had a folder of logs for each shard of a stream; the remaining records are copied into one log for
 * each stream.
 *
 * A kill in the middle loses nothing: an old folder is removed in one step once it is copied completely; until then
 * each start begins the copy again.
 */
export function upgradeShardLogs(storage: Storage): void {
  const ids = storage.listFolders("kinesis").filter((name) => name !== RECORDS && !name.endsWith(".gone"));
  for (const id of ids) {
    storage.remove(getRecordsFolder(id));
    const log = new StreamLog({ storage, folder: getRecordsFolder(id), indexes: new SegmentIndexes() });
    for (const shard of storage.listFolders(`kinesis/${id}`))
      copyShard(storage, { folder: `kinesis/${id}/${shard}`, shard: Number(shard) }, log);
    log.close();
    storage.removeAtOnce(`kinesis/${id}`);
  }
}

/**
 * Removes the records of deleted streams, which a kill between the removal of a stream and of its files left behind.
 */
export function removeOrphans(storage: Storage, ids: ReadonlySet<string>): void {
  for (const id of storage.listFolders(`kinesis/${RECORDS}`)) if (!ids.has(id)) storage.remove(getRecordsFolder(id));
}

function copyShard(storage: Storage, from: { readonly folder: string; readonly shard: number }, to: StreamLog): void {
  let chunks: NewChunk[] = [];
  let bytes = 0;
  const copy = (): void => {
    if (chunks.length > 0) to.write(chunks);
    [chunks, bytes] = [[], 0];
  };
  for (const name of storage.listLogs(from.folder)) {
    const old = storage.log(name, (payload) => {
      chunks.push(decodeOldRecord(payload, from.shard));
      bytes += payload.byteLength;
      if (bytes > COPY_BYTES) copy();
    });
    storage.release(old);
  }
  copy();
}

/** A record as format 1 kept it: number, key's length, arrival, up time, key, data. */
function decodeOldRecord(payload: Buffer, shard: number): NewChunk {
  const keyEnd = OLD_HEAD_BYTES + payload.readUInt16LE(6);
  return {
    shard,
    number: payload.readUIntLE(0, 6),
    arrivedAt: payload.readDoubleLE(8),
    upMs: payload.readDoubleLE(16),
    records: [{ partitionKey: payload.toString("utf8", OLD_HEAD_BYTES, keyEnd), data: payload.subarray(keyEnd) }],
  };
}

import type { Storage } from "../../storage/storage";
import type { NewChunk } from "./chunk";
import { StreamLog } from "./stream-log";

/** How much is copied in one go. */
const COPY_BYTES = 8 * 1024 * 1024;
const OLD_HEAD_BYTES = 24;

/**
 * The log of a stream's records. Data of format 1 had a folder of logs for each shard; what is left of those is copied here first.
 *
 * A kill in the middle loses nothing: the old folder goes in one step when all of it is copied, and until then the copy is begun anew.
 */
export function streamLogOf(storage: Storage, id: string): StreamLog {
  const folder = `kinesis/records/${id}`;
  const old = `kinesis/${id}`;
  const shards = storage.foldersIn(old);
  if (shards.length > 0) storage.remove(folder);
  const log = new StreamLog(storage, folder);
  for (const shard of shards) copyShard(storage, { folder: `${old}/${shard}`, shard: Number(shard) }, log);
  if (shards.length > 0) storage.removeAtOnce(old);
  return log;
}

function copyShard(storage: Storage, from: { readonly folder: string; readonly shard: number }, to: StreamLog): void {
  let chunks: NewChunk[] = [];
  let bytes = 0;
  const copy = (): void => {
    if (chunks.length > 0) to.write(chunks);
    [chunks, bytes] = [[], 0];
  };
  for (const name of storage.logsIn(from.folder)) {
    const old = storage.log(name, (payload) => {
      chunks.push(oldRecord(payload, from.shard));
      bytes += payload.byteLength;
      if (bytes > COPY_BYTES) copy();
    });
    storage.release(old);
  }
  copy();
}

/** A record as format 1 kept it: number, key's length, arrival, up time, key, data. */
function oldRecord(payload: Buffer, shard: number): NewChunk {
  const keyEnd = OLD_HEAD_BYTES + payload.readUInt16LE(6);
  return {
    shard,
    number: payload.readUIntLE(0, 6),
    arrivedAt: payload.readDoubleLE(8),
    upMs: payload.readDoubleLE(16),
    records: [{ partitionKey: payload.toString("utf8", OLD_HEAD_BYTES, keyEnd), data: payload.subarray(keyEnd) }],
  };
}

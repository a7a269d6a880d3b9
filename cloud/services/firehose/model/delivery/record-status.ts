import type { OpenBuffer } from "./open-buffers";
import type { RecordBuffer } from "./record-buffer";
import type { RecordLog } from "../../store/record-log";
import type { Upload } from "./upload-queue";
import type { Route } from "./delivery-config";
import type { Outcome } from "../../store/arrived";

/** Where a record, or a part of one, is now. */
export type RecordStatus =
  /** Accepted, and in the stages. */
  | { readonly state: "processing" }
  | { readonly state: "buffered"; readonly partition: string; readonly dueAt: number }
  /** The record's buffer is closed and on its way to S3; `object` is the key that the object will have. */
  | { readonly state: "delivering"; readonly object: { readonly bucket: string; readonly key: string } }
  | { readonly state: "ended"; readonly outcome: Outcome };

/** The components that may hold a record. */
interface RecordHolders {
  readonly records: RecordLog;
  readonly buffers: readonly OpenBuffer[];
  readonly uploads: readonly Upload[];
}

/** All states of a record and its parts. A record can have several: backed up, split, or delivered twice after a kill. */
export function listStatuses(position: number, { records, buffers, uploads }: RecordHolders): readonly RecordStatus[] {
  if (!records.isKnown(position)) return [];
  const ended: RecordStatus[] = records.getOutcomes(position).map((outcome) => ({ state: "ended", outcome }));
  const buffered: RecordStatus[] = buffers
    .filter(({ buffer }) => hasPosition(buffer, position))
    .map(({ route, dueAt }) => ({ state: "buffered", partition: formatPartitionName(route), dueAt }));
  const delivering: RecordStatus[] = uploads
    .filter(({ closed }) => hasPosition(closed.buffer, position))
    .map(({ closed, key }) => ({ state: "delivering", object: { bucket: closed.route.settings.bucket, key } }));
  const found = [...ended, ...delivering, ...buffered];
  const isProcessing = records.isOpen(position) && buffered.length + delivering.length === 0;
  return isProcessing ? [...found, { state: "processing" }] : found;
}

/** A stream's records that have not been delivered yet. */
export interface PendingRecords {
  readonly buffered: readonly {
    readonly partition: string;
    readonly records: number;
    readonly bytes: number;
    readonly dueAt: number;
  }[];
  /** The number of closed buffers that wait for their upload to the bucket. */
  readonly waiting: number;
}

export const listPendingRecords = (buffers: readonly OpenBuffer[], uploads: readonly Upload[]): PendingRecords => ({
  buffered: buffers.map(({ route, buffer: { records, bytes }, dueAt }) => ({
    partition: formatPartitionName(route),
    records,
    bytes,
    dueAt,
  })),
  waiting: uploads.length,
});

/**
 * A partition's name for display: `usa, 2026`, `processing-failed`, `backup`, or empty for a stream without partitions.
 */
const formatPartitionName = ({ kind, keys, errorType }: Route): string =>
  kind === "backup" ? "backup" : (errorType ?? Object.values(keys ?? {}).join(", "));

function hasPosition({ positions }: RecordBuffer, position: number): boolean {
  if (position > positions.last) return false;
  for (const item of positions) if (item >= position) return item === position;
  return false;
}

import type { ClosedBuffer, Route } from "./closed-buffer";
import type { Outcome } from "./outcome";
import type { RecordBuffer } from "./record-buffer";

/** Where a record, or a part of one, is now. */
export type Place =
  /** Accepted, and on its way through the stages. */
  | { readonly state: "processing" }
  | { readonly state: "buffered"; readonly partition: string; readonly dueAt: number }
  /** Its buffer is closed and on its way to S3; `object` is the name it will have. */
  | { readonly state: "delivering"; readonly object: { readonly bucket: string; readonly key: string } }
  | { readonly state: "ended"; readonly outcome: Outcome };

/** Everything that may hold a record. */
export interface Holders {
  readonly isKnown: boolean;
  readonly isOpen: boolean;
  readonly buffers: readonly { readonly route: Route; readonly buffer: RecordBuffer; readonly dueAt: number }[];
  readonly waiting: readonly { readonly closed: ClosedBuffer; readonly key: string }[];
  readonly outcomes: readonly Outcome[];
}

/** All places where (parts of) a record are. One record can be in several: backed up, split, or delivered twice after a kill. */
export function whereIs(position: number, { isKnown, isOpen, buffers, waiting, outcomes }: Holders): readonly Place[] {
  if (!isKnown) return [];
  const ended: Place[] = outcomes.map((outcome) => ({ state: "ended", outcome }));
  const buffered: Place[] = buffers
    .filter(({ buffer }) => holds(buffer, position))
    .map(({ route, dueAt }) => ({ state: "buffered", partition: partitionName(route), dueAt }));
  const delivering: Place[] = waiting
    .filter(({ closed }) => holds(closed.buffer, position))
    .map(({ closed, key }) => ({ state: "delivering", object: { bucket: closed.route.settings.bucket, key } }));
  const found = [...ended, ...delivering, ...buffered];
  return isOpen && buffered.length + delivering.length === 0 ? [...found, { state: "processing" }] : found;
}

/** A partition in words: `usa, 2026`, `processing-failed`, `backup`, or empty for a stream without partitions. */
export const partitionName = ({ kind, keys, errorType }: Route): string =>
  kind === "backup" ? "backup" : (errorType ?? Object.values(keys ?? {}).join(", "));

function holds({ positions }: RecordBuffer, position: number): boolean {
  if (position > positions.last) return false;
  for (const one of positions) if (one >= position) return one === position;
  return false;
}

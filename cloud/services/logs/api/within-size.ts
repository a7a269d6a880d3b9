import type { EventEntry } from "../model/event-log";

const LARGEST_ANSWER_BYTES = 1024 * 1024;

/** As many entries, from the first on, as fit into one answer of AWS (1 MiB); at least one. */
export function limitTo1MiB(entries: readonly EventEntry[]): readonly EventEntry[] {
  let bytes = 0;
  const end = entries.findIndex(({ messageBytes }, index) => {
    bytes += messageBytes;
    return index > 0 && bytes > LARGEST_ANSWER_BYTES;
  });
  return end === -1 ? entries : entries.slice(0, end);
}

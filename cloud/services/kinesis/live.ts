import type { LiveFigures } from "../../core/live-figures";
import type { Services } from "../framework/services";
import type { Shard } from "./model/shard";

/** Live figures of each stream: its state, its open shards, how many records were ever put, and how many of them programs have read. */
export const getLiveFigures = ({ kinesis }: Services): Readonly<Record<string, LiveFigures>> =>
  Object.fromEntries(
    kinesis.streams.map((stream) => [
      stream.name,
      {
        status: stream.stored.status,
        open: stream.open.length,
        records: stream.shards.reduce((sum, { log }) => sum + log.next - 1, 0),
        read: stream.shards.reduce((sum, { readers }) => sum + readers.records, 0),
        unread: stream.shards.reduce((sum, shard) => sum + countUnread(shard), 0),
      },
    ]),
  );

/** The number of records that no program has read yet; 0 for a shard that no program reads. */
const countUnread = ({ readers: { reached }, log }: Shard): number =>
  reached === 0 ? 0 : Math.max(0, log.next - reached);

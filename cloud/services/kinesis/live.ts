import type { LiveFigures } from "../../core/live-figures";
import type { Lab } from "../lab";
import type { Shard } from "./shard";

/** What moves in each stream: its state, its open shards, how many records it ever took, and what programs have read of them. */
export const live = ({ kinesis }: Lab): Readonly<Record<string, LiveFigures>> =>
  Object.fromEntries(
    kinesis.streams.map((stream) => [
      stream.name,
      {
        status: stream.stored.status,
        open: stream.open.length,
        records: stream.shards.reduce((sum, { log }) => sum + log.next - 1, 0),
        read: stream.shards.reduce((sum, { readers }) => sum + readers.records, 0),
        unread: stream.shards.reduce((sum, shard) => sum + unread(shard), 0),
      },
    ]),
  );

/** The records that no program has come to. Of a shard that nobody reads, there is nothing to tell. */
const unread = ({ readers: { reached }, log }: Shard): number => (reached === 0 ? 0 : Math.max(0, log.next - reached));

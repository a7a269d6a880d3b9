import type { LiveFigures } from "../../core/live-figures";
import type { Lab } from "../lab";

/** What moves in each stream: its state, its open shards, and how many records it ever took. */
export const live = ({ kinesis }: Lab): Readonly<Record<string, LiveFigures>> =>
  Object.fromEntries(
    kinesis.streams.map((stream) => [
      stream.name,
      {
        status: stream.stored.status,
        open: stream.open.length,
        records: stream.shards.reduce((sum, { log }) => sum + log.next - 1, 0),
      },
    ]),
  );

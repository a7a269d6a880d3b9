import type { View } from "../../core/service";
import type { Services } from "../framework/services";

/** What the console shows of Kinesis: each stream with its shards. */
export const createViews = (cloud: Services): readonly View[] => [
  {
    title: "Kinesis data streams",
    columns: ["Stream", "Status", "Mode", "Open shards", "Records so far", "Retention", "Created"],
    rows: cloud.kinesis.streams.map((stream) => {
      const { name, stored } = stream;
      const records = stream.shards.reduce((sum, { log }) => sum + log.next - 1, 0);
      return [
        name,
        stored.status,
        stored.mode,
        String(stream.open.length),
        String(records),
        `${stored.retentionHours} h`,
        new Date(stored.madeAt).toISOString(),
      ];
    }),
  },
];

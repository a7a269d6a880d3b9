import type { SeedItem } from "../seed-item";
import { introduction } from "./seed-map/introduction";
import { partOne } from "./seed-map/part-one";
import { bucketsAndStreams } from "./seed-map/buckets-and-streams";
import { firehoses } from "./seed-map/firehoses";
import { streamingEtl } from "./seed-map/streaming-etl";

/** The whole of seed 004, step by step; `seed-map.test.ts` fails on a gap. */
export const seedMap: readonly SeedItem[] = [
  ...introduction,
  ...partOne,
  ...bucketsAndStreams,
  ...firehoses,
  ...streamingEtl,
];

import type { SeedItem } from "../seed-item";
import { introduction } from "./seed-map/introduction";
import { firehose } from "./seed-map/firehose";
import { functions } from "./seed-map/functions";
import { trucks } from "./seed-map/trucks";
import { doItYourself, added } from "./seed-map/beyond-the-steps";

/** All items of the two seeds that a learner meets, in their order, and the items that the lab adds. */
export const seedMap: readonly SeedItem[] = [
  ...introduction,
  ...firehose,
  ...functions,
  ...trucks,
  ...doItYourself,
  ...added,
];

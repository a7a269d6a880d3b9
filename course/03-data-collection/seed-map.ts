import type { SeedItem } from "../seed-item";
import { stream, stack, monitoring } from "./seed-map/stream-and-producer";
import { analytics } from "./seed-map/analytics";
import { delivery } from "./seed-map/delivery";
import { files } from "./seed-map/files";

/** Everything in the seed that a learner meets, in its order. */
export const seedMap: readonly SeedItem[] = [...stream, ...stack, ...monitoring, ...analytics, ...delivery, ...files];

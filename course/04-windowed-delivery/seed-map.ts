import type { SeedItem } from "../seed-item";
import { application } from "./seed-map/application";
import { deliveryStream } from "./seed-map/delivery-stream";
import { codeReview, demonstration, questionsAndAnswers } from "./seed-map/exam";
import { closing, table } from "./seed-map/table-and-closing";

/** Everything in the seed that a learner meets, in its order. */
export const seedMap: readonly SeedItem[] = [
  ...application,
  ...deliveryStream,
  ...table,
  ...closing,
  ...codeReview,
  ...demonstration,
  ...questionsAndAnswers,
];

import type { Mistake } from "../../../grader/index";
import { deliveryStreamWith } from "./parts/delivery-stream";

/** The buffering interval is five minutes instead of one. */
export const mistake: Mistake = {
  exercise: "04-windowed-delivery.delivery-stream",
  fails: ["writes after 60 seconds"],
  answer: deliveryStreamWith("BufferingHints", "BufferingHints: { SizeInMBs: 64, IntervalInSeconds: 300 },"),
};

import type { Mistake } from "../../../grader/index";
import { replaceDeliveryStreamLine } from "./parts/delivery-stream";

/** The buffering interval is five minutes instead of one. */
export const mistake: Mistake = {
  exercise: "04-windowed-delivery.delivery-stream",
  fails: ["writes after 60 seconds"],
  answer: replaceDeliveryStreamLine("BufferingHints", "BufferingHints: { SizeInMBs: 64, IntervalInSeconds: 300 },"),
};

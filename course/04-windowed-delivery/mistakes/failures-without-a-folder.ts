import type { Mistake } from "../../../grader/index";
import { replaceDeliveryStreamLine } from "./parts/delivery-stream";

/** The error prefix is the Firehose's name without a slash, so failed records get no folder. */
export const mistake: Mistake = {
  exercise: "04-windowed-delivery.delivery-stream",
  fails: ["takes the two prefixes"],
  answer: replaceDeliveryStreamLine("ErrorOutputPrefix", "ErrorOutputPrefix: FIREHOSE,"),
};

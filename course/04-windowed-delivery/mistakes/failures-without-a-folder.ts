import type { Mistake } from "../../../grader/index";
import { deliveryStreamWith } from "./parts/delivery-stream";

/** The Firehose's name for what fails: without a slash, so there is no folder for it. */
export const mistake: Mistake = {
  exercise: "04-windowed-delivery.delivery-stream",
  fails: ["takes the two prefixes"],
  answer: deliveryStreamWith("ErrorOutputPrefix", "ErrorOutputPrefix: FIREHOSE,"),
};

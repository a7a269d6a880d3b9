import type { Mistake } from "../../../grader/index";
import { replaceDeliveryStreamLine } from "./parts/delivery-stream";

/** The input stream is left out of the new template, so CloudFormation deletes it. */
export const mistake: Mistake = {
  exercise: "04-windowed-delivery.delivery-stream",
  fails: ["keeps the stream of events"],
  answer: replaceDeliveryStreamLine("InputStream"),
};

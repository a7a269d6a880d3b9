import type { Mistake } from "../../../grader/index";
import { deliveryStreamWith } from "./parts/delivery-stream";

/** The input stream is left out of the new template, so CloudFormation deletes it. */
export const mistake: Mistake = {
  exercise: "04-windowed-delivery.delivery-stream",
  fails: ["keeps the stream of events"],
  answer: deliveryStreamWith("InputStream"),
};

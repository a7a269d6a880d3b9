import type { Mistake } from "../../../grader/index";
import { deliveryStreamWith } from "./parts/delivery-stream";

/** A resource that the template names no more is deleted. */
export const mistake: Mistake = {
  exercise: "04-windowed-delivery.delivery-stream",
  fails: ["keeps the stream of events"],
  answer: deliveryStreamWith("InputStream"),
};

import type { Mistake } from "../../../grader/index";
import { deliveryStreamWith } from "./parts/delivery-stream";

/** The template has no resource called Bucket. */
export const mistake: Mistake = {
  exercise: "04-windowed-delivery.delivery-stream",
  fails: [
    "reads stream I",
    "writes to bucket O",
    "switches dynamic partitioning on",
    "writes after 60 seconds",
    "takes the two prefixes",
  ],
  answer: deliveryStreamWith("BucketARN", 'BucketARN: { "Fn::GetAtt": ["Bucket", "Arn"] },'),
};

import type { Mistake } from "../../../grader/index";
import { replaceDeliveryStreamLine } from "./parts/delivery-stream";

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
  answer: replaceDeliveryStreamLine("BucketARN", 'BucketARN: { "Fn::GetAtt": ["Bucket", "Arn"] },'),
};

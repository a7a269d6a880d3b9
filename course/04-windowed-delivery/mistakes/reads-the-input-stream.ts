import type { Mistake } from "../../../grader/index";
import { replaceDeliveryStreamLine } from "./parts/delivery-stream";

/** The Firehose reads the raw events instead of the aggregates. */
export const mistake: Mistake = {
  exercise: "04-windowed-delivery.delivery-stream",
  fails: ["reads stream I"],
  answer: replaceDeliveryStreamLine("KinesisStreamARN", 'KinesisStreamARN: { "Fn::GetAtt": ["InputStream", "Arn"] },'),
};

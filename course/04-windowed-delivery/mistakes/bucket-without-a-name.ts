import type { Mistake } from "../../../grader/index";

/** The bucket's name is left out, so CloudFormation generates one. */
export const mistake: Mistake = {
  exercise: "04-windowed-delivery.output-bucket",
  fails: ["creates the bucket"],
  answer: ['const BUCKET_RESOURCE = { Type: "AWS::S3::Bucket", Properties: {} };'],
};

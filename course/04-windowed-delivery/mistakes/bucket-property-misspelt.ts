import type { Mistake } from "../../../grader/index";

/** CloudFormation knows no property Name of a bucket. */
export const mistake: Mistake = {
  exercise: "04-windowed-delivery.output-bucket",
  fails: ["creates the bucket"],
  answer: ['const BUCKET_RESOURCE = { Type: "AWS::S3::Bucket", Properties: { Name: BUCKET } };'],
};

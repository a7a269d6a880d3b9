import type { Mistake } from "../../../grader/index";

/** The property is called Name, but a bucket's is BucketName: CloudFormation refuses the template. */
export const mistake: Mistake = {
  exercise: "04-windowed-delivery.output-bucket",
  fails: ["creates the bucket"],
  answer: ['const BUCKET_RESOURCE = { Type: "AWS::S3::Bucket", Properties: { Name: BUCKET } };'],
};

import type { Mistake } from "../../../grader/index";

/** The USA bucket is made in the learner's own region instead of the lab's. */
export const mistake: Mistake = {
  exercise: "01-streaming-ingestion.create-buckets",
  fails: ["creates the USA bucket"],
  answer: [
    'await createS3Bucket({ bucketName: USA_BUCKET, region: "eu-west-1" });',
    "await createS3Bucket({ bucketName: INTERNATIONAL_BUCKET, region: AWS_DEFAULT_REGION });",
  ],
};

import type { Mistake } from "../../../grader/index";

/** The first call was copied, and its bucket name was not changed. */
export const mistake: Mistake = {
  exercise: "01-streaming-ingestion.create-buckets",
  fails: ["creates the international bucket"],
  answer: [
    "await createS3Bucket({ bucketName: USA_BUCKET, region: AWS_DEFAULT_REGION });",
    "await createS3Bucket({ bucketName: USA_BUCKET, region: AWS_DEFAULT_REGION });",
  ],
};

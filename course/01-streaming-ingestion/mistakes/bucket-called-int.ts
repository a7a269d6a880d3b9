import type { Mistake } from "../../../grader/index";

/** The international bucket is called -int, as in the code of an older version of this lab. */
export const mistake: Mistake = {
  exercise: "01-streaming-ingestion.create-buckets",
  fails: ["creates the international bucket"],
  answer: [
    "await createS3Bucket({ bucketName: USA_BUCKET, region: AWS_DEFAULT_REGION });",
    'await createS3Bucket({ bucketName: "de-c2w2lab1-" + ACCOUNT_ID + "-int", region: AWS_DEFAULT_REGION });',
  ],
};

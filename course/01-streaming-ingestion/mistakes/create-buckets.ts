import type { Mistakes } from "../../testing/load-mistakes";

export const mistakes: Mistakes = {
  /** The international bucket is called -int, as in the code of an older version of this lab. */
  "bucket-called-int": {
    fails: ["creates the international bucket"],
    answer: [
      "await createS3Bucket({ bucketName: USA_BUCKET, region: AWS_DEFAULT_REGION });",
      'await createS3Bucket({ bucketName: "de-c2w2lab1-" + ACCOUNT_ID + "-int", region: AWS_DEFAULT_REGION });',
    ],
  },
  /** The USA bucket is made in the learner's own region instead of the lab's. */
  "bucket-in-another-region": {
    fails: ["creates the USA bucket"],
    answer: [
      'await createS3Bucket({ bucketName: USA_BUCKET, region: "eu-west-1" });',
      "await createS3Bucket({ bucketName: INTERNATIONAL_BUCKET, region: AWS_DEFAULT_REGION });",
    ],
  },
  /** The first call was copied, and its bucket name was not changed. */
  "usa-bucket-twice": {
    fails: ["creates the international bucket"],
    answer: [
      "await createS3Bucket({ bucketName: USA_BUCKET, region: AWS_DEFAULT_REGION });",
      "await createS3Bucket({ bucketName: USA_BUCKET, region: AWS_DEFAULT_REGION });",
    ],
  },
};

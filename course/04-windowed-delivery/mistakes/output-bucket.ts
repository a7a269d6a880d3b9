import type { Mistakes } from "../../testing/load-mistakes";

export const mistakes: Mistakes = {
  /** The property is called Name, but a bucket's is BucketName: CloudFormation refuses the template. */
  "bucket-property-misspelled": {
    fails: ["creates the bucket"],
    answer: ['const BUCKET_RESOURCE = { Type: "AWS::S3::Bucket", Properties: { Name: BUCKET } };'],
  },
  /** The bucket has the name of the stream. */
  "bucket-named-like-the-stream": {
    fails: ["creates the bucket"],
    answer: ['const BUCKET_RESOURCE = { Type: "AWS::S3::Bucket", Properties: { BucketName: OUTPUT_STREAM } };'],
  },
  /** The bucket's name is left out, so CloudFormation generates one. */
  "bucket-without-a-name": {
    fails: ["creates the bucket"],
    answer: ['const BUCKET_RESOURCE = { Type: "AWS::S3::Bucket", Properties: {} };'],
  },
};

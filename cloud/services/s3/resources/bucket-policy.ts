import { document, needed, createTextShape } from "../../cloudformation/model/properties/shape";
import { defineResourceType } from "../../cloudformation/resources/type-definition";
import { s3 } from "../service";
import { deleteBucketPolicy, putBucketPolicy } from "../api/bucket-policies";

/** A bucket's policy, evaluated as far as PutBucketPolicy says. @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-s3-bucketpolicy.html */
export const bucketPolicy = defineResourceType({
  type: "AWS::S3::BucketPolicy",
  properties: { Bucket: needed(createTextShape()), PolicyDocument: needed(document()) },
  replacement: ["Bucket"],
  named: "Bucket",
  attributes: [],
  async create(context, { Bucket, PolicyDocument }) {
    await context.call(s3, putBucketPolicy, { Bucket, Policy: JSON.stringify(PolicyDocument) });
    return Bucket;
  },
  async update(context, { id: Bucket }, { PolicyDocument }) {
    await context.call(s3, putBucketPolicy, { Bucket, Policy: JSON.stringify(PolicyDocument) });
  },
  async remove(context, { id: Bucket }) {
    await context.call(s3, deleteBucketPolicy, { Bucket });
  },
  describe: () => ({}),
});

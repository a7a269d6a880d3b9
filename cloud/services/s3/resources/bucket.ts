import {
  maybe,
  createRefusedField,
  createTextShape,
  document,
  needed,
} from "../../cloudformation/model/properties/shape";
import { defineResourceType } from "../../cloudformation/resources/type-definition";
import { FIRST_REGION } from "../model/bucket";
import { createBucketAlreadyOwnedByYouFault } from "../model/faults";
import { s3 } from "../service";
import { createBucket, deleteBucket } from "../api/buckets";
import { setSettings, settings } from "./bucket-settings";
import { tagList } from "../../cloudformation/model/properties/api-shape";
import { deleteBucketTagging, putBucketTagging } from "../api/tags";
import { deleteBucketPolicy, putBucketPolicy } from "../api/bucket-policies";

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-s3-bucket.html */
export const bucket = defineResourceType({
  type: "AWS::S3::Bucket",
  properties: {
    BucketName: maybe(createTextShape()),
    Tags: maybe(tagList()),
    ...settings,
    AbacStatus: createRefusedField(),
    AccelerateConfiguration: createRefusedField(),
    AnalyticsConfigurations: createRefusedField(),
    IntelligentTieringConfigurations: createRefusedField(),
    InventoryConfigurations: createRefusedField(),
    LoggingConfiguration: createRefusedField(),
    MetadataConfiguration: createRefusedField(),
    MetadataTableConfiguration: createRefusedField(),
    MetricsConfigurations: createRefusedField(),
    ObjectLockConfiguration: createRefusedField(),
    ObjectLockEnabled: createRefusedField(),
    ReplicationConfiguration: createRefusedField(),
    WebsiteConfiguration: createRefusedField(),
  },
  replacement: ["BucketName"],
  named: "BucketName",
  lowercase: true,
  maxNameLength: 63,
  attributes: ["Arn", "DomainName", "DualStackDomainName", "RegionalDomainName", "WebsiteURL"],
  async create(context, { BucketName: name = context.generatedName, Tags = [], ...desired }) {
    const { region, s3: store } = context.cloud;
    // In us-east-1 S3 lets an owner create a bucket again; but a stack must not take over a bucket that it did not
    // create.
    if (store.findBucket(name) !== undefined) context.fail(s3, createBucketAlreadyOwnedByYouFault(name));
    const target = region === FIRST_REGION ? {} : { LocationConstraint: region };
    const CreateBucketConfiguration = { ...target, ...(Tags.length === 0 ? {} : { Tags }) };
    await context.call(s3, createBucket, {
      Bucket: name,
      ...(Object.keys(CreateBucketConfiguration).length === 0 ? {} : { CreateBucketConfiguration }),
    });
    context.noteCreated(name);
    await setSettings(context, name, { before: {}, desired });
    return name;
  },
  async update(context, { id: Bucket, properties: before }, { Tags = [], ...desired }) {
    await setSettings(context, Bucket, { before, desired });
    if (Tags.length === 0) await context.call(s3, deleteBucketTagging, { Bucket });
    else await context.call(s3, putBucketTagging, { Bucket, Tagging: { TagSet: Tags } });
  },
  async remove(context, { id: Bucket }) {
    await context.call(s3, deleteBucket, { Bucket });
  },
  describe: ({ cloud }, { id }) => ({
    Arn: `arn:aws:s3:::${id}`,
    DomainName: `${id}.s3.amazonaws.com`,
    DualStackDomainName: `${id}.s3.dualstack.${cloud.region}.amazonaws.com`,
    RegionalDomainName: `${id}.s3.${cloud.region}.amazonaws.com`,
    WebsiteURL: `http://${id}.s3-website-${cloud.region}.amazonaws.com`,
  }),
});

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

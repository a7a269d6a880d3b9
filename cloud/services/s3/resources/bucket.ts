import {
  listOf,
  maybe,
  needed,
  only,
  record,
  refusedProperty,
  text,
  yesNo,
} from "../../cloudformation/properties/shape";
import { tagList } from "../../cloudformation/properties/tags";
import { resourceType } from "../../cloudformation/type-definition";
import { bucketAlreadyOwnedByYou } from "../faults";
import { s3 } from "../index";
import { createBucket } from "../operations/create-bucket";
import { deleteBucket } from "../operations/delete-bucket";
import { deleteBucketTagging } from "../operations/delete-bucket-tagging";
import { putBucketTagging } from "../operations/put-bucket-tagging";

/** What AWS does with every new bucket: the lab cloud takes it where a template says it, and nothing else. */
const usual = {
  PublicAccessBlockConfiguration: maybe(
    record({
      BlockPublicAcls: maybe(only(yesNo(), [true])),
      BlockPublicPolicy: maybe(only(yesNo(), [true])),
      IgnorePublicAcls: maybe(only(yesNo(), [true])),
      RestrictPublicBuckets: maybe(only(yesNo(), [true])),
    }),
  ),
  OwnershipControls: maybe(
    record({ Rules: needed(listOf(record({ ObjectOwnership: needed(only(text(), ["BucketOwnerEnforced"])) }))) }),
  ),
  BucketEncryption: maybe(
    record({
      ServerSideEncryptionConfiguration: needed(
        listOf(
          record({
            ServerSideEncryptionByDefault: maybe(record({ SSEAlgorithm: needed(only(text(), ["AES256"])) })),
            BucketKeyEnabled: maybe(only(yesNo(), [false])),
          }),
        ),
      ),
    }),
  ),
  AccessControl: maybe(only(text(), ["Private"])),
};

const FIRST_REGION = "us-east-1";

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-s3-bucket.html */
export const bucket = resourceType({
  type: "AWS::S3::Bucket",
  properties: {
    BucketName: maybe(text()),
    Tags: maybe(tagList()),
    ...usual,
    AbacStatus: refusedProperty(),
    AccelerateConfiguration: refusedProperty(),
    AnalyticsConfigurations: refusedProperty(),
    CorsConfiguration: refusedProperty(),
    IntelligentTieringConfigurations: refusedProperty(),
    InventoryConfigurations: refusedProperty(),
    LifecycleConfiguration: refusedProperty(),
    LoggingConfiguration: refusedProperty(),
    MetadataConfiguration: refusedProperty(),
    MetadataTableConfiguration: refusedProperty(),
    MetricsConfigurations: refusedProperty(),
    NotificationConfiguration: refusedProperty(),
    ObjectLockConfiguration: refusedProperty(),
    ObjectLockEnabled: refusedProperty(),
    ReplicationConfiguration: refusedProperty(),
    VersioningConfiguration: refusedProperty(),
    WebsiteConfiguration: refusedProperty(),
  },
  replacement: ["BucketName"],
  named: "BucketName",
  smallLetters: true,
  longestName: 63,
  attributes: ["Arn", "DomainName", "DualStackDomainName", "RegionalDomainName", "WebsiteURL"],
  async create(context, { BucketName: name = context.generatedName, Tags = [] }) {
    const { region, s3: store } = context.cloud;
    // In us-east-1 S3 lets an owner make a bucket again; a stack must not take over one that it did not make.
    if (store.findBucket(name) !== undefined) context.fail(s3, bucketAlreadyOwnedByYou(name));
    const place = region === FIRST_REGION ? {} : { LocationConstraint: region };
    const CreateBucketConfiguration = { ...place, ...(Tags.length === 0 ? {} : { Tags }) };
    await context.call(s3, createBucket, {
      Bucket: name,
      ...(Object.keys(CreateBucketConfiguration).length === 0 ? {} : { CreateBucketConfiguration }),
    });
    return name;
  },
  async update(context, { id: Bucket }, { Tags = [] }) {
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

import {
  CreateBucketCommand,
  PutBucketEncryptionCommand,
  PutBucketLifecycleConfigurationCommand,
  PutBucketLoggingCommand,
  PutBucketPolicyCommand,
  type BucketLocationConstraint,
  type CORSRule,
  type Event,
  type FilterRule,
  type NotificationConfiguration,
  type ObjectCannedACL,
  type LifecycleRule,
  type ObjectOwnership,
  type OwnershipControlsRule,
  type ServerSideEncryptionRule,
  type Tag,
  type TransitionDefaultMinimumObjectSize,
} from "@aws-sdk/client-s3";
import { expect } from "chai";
import { catchFault, useCloud } from "../../testing/use-cloud";
import { useBucket } from "./testing/use-upload";

/**
 * Refusals of settings of buckets that LocalStack recorded from AWS on 2026-02-21 and 2026-02-23 and publishes in its
 * repository (Apache-2.0), in tests/aws/services/s3/test_s3_api.snapshot.json and test_s3.snapshot.json. The test cases are
 * this project's own; each names the recorded one.
 */
describe("S3's rejections of settings as recorded on AWS", () => {
  const cloud = useCloud();
  const bucket = useBucket(cloud);
  const createInput = () => ({ Bucket: bucket.name });
  const MALFORMED = {
    name: "MalformedXML",
    message: "The XML you provided was not well-formed or did not validate against our published schema",
  };
  const key = "a KMSMasterKeyID is not applicable if the default sse algorithm is not aws:kms or aws:kms:dsse";
  const AES = { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "AES256" as const } };

  for (const [title, Rules, fault] of [
    ["no rule", [], MALFORMED],
    ["two rules", [AES, AES], MALFORMED],
    [
      "a key where none is used",
      [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "AES256", KMSMasterKeyID: "key" } }],
      { name: "InvalidArgument", message: key, ArgumentName: "ApplyServerSideEncryptionByDefault" },
    ],
  ] as const satisfies readonly (readonly [string, readonly ServerSideEncryptionRule[], object])[])
    it(`cover encryption with ${title} (test_s3_default_bucket_encryption_exc)`, async () => {
      const ServerSideEncryptionConfiguration = { Rules: [...Rules] };
      const put = new PutBucketEncryptionCommand({ ...createInput(), ServerSideEncryptionConfiguration });
      expect(await catchFault(cloud.s3.send(put))).to.include(fault);
    });

  it("cover ownership without exactly one known rule (test_bucket_ownership_controls_exc)", async () => {
    const unknown = "RandomValue" as ObjectOwnership;
    const put = (...Rules: OwnershipControlsRule[]) =>
      catchFault(cloud.s3.putBucketOwnershipControls({ ...createInput(), OwnershipControls: { Rules } }));
    expect(await put()).to.include(MALFORMED);
    expect(await put({ ObjectOwnership: unknown })).to.include(MALFORMED);
    expect(await put({ ObjectOwnership: "ObjectWriter" }, { ObjectOwnership: "ObjectWriter" })).to.include(MALFORMED);
    for (const value of [unknown, "" as ObjectOwnership]) {
      const create = new CreateBucketCommand({ Bucket: "another-one", ObjectOwnership: value });
      expect(await catchFault(cloud.s3.send(create))).to.include({
        ...{ name: "InvalidArgument", message: `Invalid x-amz-object-ownership header: ${value}` },
        ArgumentName: "x-amz-object-ownership",
      });
    }
  });

  it("cover logging to a bucket that doesn't exist (test_put_bucket_logging_wrong_target)", async () => {
    const LoggingEnabled = { TargetBucket: "none-of-that-name", TargetPrefix: "" };
    const put = new PutBucketLoggingCommand({ ...createInput(), BucketLoggingStatus: { LoggingEnabled } });
    expect(await catchFault(cloud.s3.send(put))).to.include({
      ...{ name: "InvalidTargetBucketForLogging", message: "The target bucket for logging does not exist" },
      TargetBucket: "none-of-that-name",
    });
  });

  it("cover logging to a bucket in another region (test_put_bucket_logging_cross_locations)", async () => {
    const create = (Bucket: string, LocationConstraint: BucketLocationConstraint) =>
      cloud.s3.createBucket({ Bucket, CreateBucketConfiguration: { LocationConstraint } });
    await create("in-ohio", "us-east-2");
    await create("in-oregon", "us-west-2");
    const LoggingEnabled = { TargetBucket: "in-oregon", TargetPrefix: "log" };
    const put = (Bucket: string) =>
      catchFault(cloud.s3.putBucketLogging({ Bucket, BucketLoggingStatus: { LoggingEnabled } }));
    const refused = {
      ...{ name: "CrossLocationLoggingProhibitted", message: "Cross S3 location logging not allowed. " },
      TargetBucketLocation: "us-west-2",
    };
    expect(await put(bucket.name))
      .to.include(refused)
      .and.not.have.property("SourceBucketLocation");
    expect(await put("in-ohio")).to.include({ ...refused, SourceBucketLocation: "us-east-2" });
    await cloud.s3.putBucketLogging({ Bucket: "in-oregon", BucketLoggingStatus: { LoggingEnabled } });
  });

  it("cover CORS without a rule or with an unknown method (test_put_cors_invalid_rules, 2023-07-31)", async () => {
    const put = (...CORSRules: CORSRule[]) =>
      catchFault(cloud.s3.putBucketCors({ ...createInput(), CORSConfiguration: { CORSRules } }));
    expect(await put()).to.include(MALFORMED);
    expect(await put({ AllowedOrigins: ["*"], AllowedMethods: ["GET", "MYMETHOD"] })).to.include({
      ...{ name: "InvalidRequest" },
      message: "Found unsupported HTTP method in CORS config. Unsupported method is MYMETHOD",
    });
  });

  it("cover an unknown size for transitions (test_s3_transition_default_minimum_object_size)", async () => {
    const Rules = [{ Status: "Enabled" as const, Filter: { Prefix: "" }, Expiration: { Days: 7 } }];
    const put = (size: string) =>
      cloud.s3.putBucketLifecycleConfiguration({
        ...{ ...createInput(), LifecycleConfiguration: { Rules } },
        TransitionDefaultMinimumObjectSize: size as TransitionDefaultMinimumObjectSize,
      });
    expect(await catchFault(put("value"))).to.include({
      ...{ name: "InvalidRequest", message: "Invalid TransitionDefaultMinimumObjectSize found: value" },
    });
    expect((await put("varies_by_storage_class")).TransitionDefaultMinimumObjectSize).to.equal(
      "varies_by_storage_class",
    );
  });

  const TAG: Tag = { Key: "tier", Value: "hot" };
  for (const [title, rule, fault] of [
    ["no filter", { Expiration: { Days: 7 } }, MALFORMED],
    [
      "days beside the marker of deleted objects",
      { Filter: { Prefix: "" }, Expiration: { Days: 1, ExpiredObjectDeleteMarker: true } },
      MALFORMED,
    ],
    [
      "a date within a day",
      { Filter: { Prefix: "" }, Expiration: { Date: new Date("2030-02-01T01:00:00Z") } },
      { name: "InvalidArgument", message: "'Date' must be at midnight GMT", ArgumentName: "Date" },
    ],
    [
      "an empty element for noncurrent versions",
      { Filter: { Prefix: "" }, Expiration: { Days: 7 }, NoncurrentVersionExpiration: {} },
      MALFORMED,
    ],
    ["a prefix beside And", { Filter: { And: { Prefix: "a" }, Prefix: "" }, Expiration: { Days: 7 } }, MALFORMED],
    [
      "a prefix beside a size",
      { Filter: { ObjectSizeGreaterThan: 5, Prefix: "" }, Expiration: { Days: 7 } },
      MALFORMED,
    ],
    [
      "a tag's key twice",
      { Filter: { And: { Tags: [TAG, { ...TAG, Value: "cold" }] } }, Expiration: { Days: 7 } },
      { name: "InvalidRequest", message: "Duplicate Tag Keys are not allowed." },
    ],
  ] as const satisfies readonly (readonly [string, Omit<LifecycleRule, "Status">, object])[])
    it(`cover a lifecycle rule with ${title} (test_put_bucket_lifecycle_conf_exc)`, async () => {
      const LifecycleConfiguration = { Rules: [{ ID: "a", Status: "Enabled" as const, ...rule }] };
      const put = new PutBucketLifecycleConfigurationCommand({ ...createInput(), LifecycleConfiguration });
      expect(await catchFault(cloud.s3.send(put))).to.include(fault);
    });

  const GLACIER = { Date: new Date("2030-01-01T00:48:47Z"), StorageClass: "GLACIER" } as const;
  const LIFECYCLES: readonly (readonly [what: string, rules: readonly Partial<LifecycleRule>[], fault: string])[] = [
    ["an id of 256 characters", [{ ID: "a".repeat(256) }], "InvalidArgument"],
    ["two equal ids", [{ ID: "a" }, { ID: "a" }], "InvalidArgument"],
    ["an unknown status", [{ Status: "enabled" as "Enabled" }], "MalformedXML"],
    ["a transition within a day", [{ Transitions: [GLACIER] }], "InvalidArgument"],
    ["an expiration after no day", [{ Expiration: { Days: 0 } }], "InvalidArgument"],
    [
      "a transition before the object exists",
      [{ Transitions: [{ Days: -1, StorageClass: "GLACIER" }] }],
      "InvalidArgument",
    ],
  ];
  for (const [title, rules, fault] of LIFECYCLES)
    it(`cover a lifecycle with ${title}, as Ceph's tests expect of AWS`, async () => {
      const usual = { Status: "Enabled", Filter: { Prefix: "a" }, Expiration: { Days: 2 } } as const;
      const LifecycleConfiguration = { Rules: rules.map((rule) => ({ ...usual, ...rule })) };
      const put = cloud.s3.putBucketLifecycleConfiguration({ ...createInput(), LifecycleConfiguration });
      expect((await catchFault(put)).name).to.equal(fault);
    });

  it("cover notification filters without names and values (test_bucket_notification_with_missing_values_in_rule, test_bucket_notification_with_invalid_filter_rules)", async () => {
    const put = (rule: FilterRule) =>
      catchFault(
        cloud.s3.putBucketNotificationConfiguration({
          ...createInput(),
          NotificationConfiguration: {
            QueueConfigurations: [
              {
                QueueArn: "arn:aws:sqs:us-east-1:000000000000:q",
                Events: ["s3:ObjectCreated:*"],
                Filter: { Key: { FilterRules: [rule] } },
              },
            ],
          },
        }),
      );
    expect(await put({ Name: "prefix" })).to.include(MALFORMED);
    expect(await put({ Value: "x" })).to.include(MALFORMED);
    expect(await put({ Name: "INVALID" as "prefix", Value: "x" })).to.include({
      ...{ name: "InvalidArgument", message: "filter rule name must be either prefix or suffix" },
      ...{ ArgumentName: "FilterRule.Name", ArgumentValue: "INVALID" },
    });
  });

  it("cover notifications to what is no ARN or does not exist (test_multiple_invalid_sqs_arns, test_invalid_topic_arn, test_invalid_lambda_arn, 2025-01-21)", async () => {
    const put = (NotificationConfiguration: NotificationConfiguration, SkipDestinationValidation?: boolean) =>
      catchFault(
        cloud.s3.putBucketNotificationConfiguration({
          ...{ ...createInput(), NotificationConfiguration, SkipDestinationValidation },
        }),
      );
    const Events: Event[] = ["s3:ObjectCreated:*"];
    const nameQueues = (first: string, second: string) => ({
      QueueConfigurations: [
        { QueueArn: first, Events },
        { QueueArn: second, Events: ["s3:ObjectRemoved:*" as const] },
      ],
    });
    const [missing, missingToo] = ["arn:aws:sqs:us-east-1:000000000000:q", "arn:aws:sqs:us-east-1:000000000000:q-2"];
    const code = "arn:aws:lambda:us-east-1:000000000000:function:f";
    const describeUnreadable = (ArgumentName: string, ArgumentValue: string) => ({
      ...{ name: "InvalidArgument", message: "The ARN could not be parsed", ArgumentName, ArgumentValue },
    });
    for (const skips of [false, true]) {
      expect(await put(nameQueues("wrong", "wrong-2"), skips)).to.include(describeUnreadable("Queue", "wrong"));
      expect(await put(nameQueues(missing, "wrong-2"), skips)).to.include(describeUnreadable("Queue", "wrong-2"));
      expect(await put({ TopicConfigurations: [{ TopicArn: "wrong", Events }] }, skips)).to.include(
        describeUnreadable("Topic", "wrong"),
      );
      expect(await put({ LambdaFunctionConfigurations: [{ LambdaFunctionArn: "wrong", Events }] }, skips)).to.include(
        describeUnreadable("CloudFunction", "wrong"),
      );
    }
    const message = "Unable to validate the following destination configurations";
    expect(await put(nameQueues(missing, missingToo))).to.include({
      ...{ name: "InvalidArgument", message, ArgumentName1: missing, ArgumentName2: missingToo },
      ArgumentValue1: "The destination queue does not exist",
      ArgumentValue2: "The destination queue does not exist",
    });
    expect(await put({ LambdaFunctionConfigurations: [{ LambdaFunctionArn: code, Events }] })).to.include({
      ...{ name: "InvalidArgument", message, ArgumentName1: `${code}, null` },
      ArgumentValue1: `Not authorized to invoke function [${code}]`,
    });
  });

  it("don't cover names of filters in capitals, which S3 spells its way (test_filter_rules_case_insensitive, 2025-01-21)", async () => {
    const FilterRules: FilterRule[] = [
      { Name: "suffix", Value: "" },
      { Name: "PREFIX" as "prefix", Value: "notif-" },
    ];
    const queue = { QueueArn: "arn:aws:sqs:us-east-1:000000000000:q", Events: ["s3:ObjectCreated:*" as const] };
    await cloud.s3.putBucketNotificationConfiguration({
      ...createInput(),
      NotificationConfiguration: { QueueConfigurations: [{ ...queue, Filter: { Key: { FilterRules } } }] },
      SkipDestinationValidation: true,
    });
    const { QueueConfigurations = [] } = await cloud.s3.getBucketNotificationConfiguration(createInput());
    expect(QueueConfigurations[0]?.Filter?.Key?.FilterRules).to.deep.equal([
      { Name: "Suffix", Value: "" },
      { Name: "Prefix", Value: "notif-" },
    ]);
  });

  it("have different messages for tags of a new bucket, a bucket and an object (test_create_bucket_with_tags_exc, test_tagging_validation)", async () => {
    await bucket.put("k", "x");
    const Tags: Tag[] = [{ Key: "aws:prefixed", Value: "a" }];
    const create = new CreateBucketCommand({ Bucket: "another-one", CreateBucketConfiguration: { Tags } });
    expect(await catchFault(cloud.s3.send(create))).to.include({
      name: "InvalidTag",
      message:
        'User-defined tag keys can\'t start with "aws:". This prefix is reserved for system tags. Remove "aws:" from your tag keys and try again.',
    });
    const putTagging = (Key: string, Value = "a") => ({ TagSet: [{ Key, Value }] });
    const tagBucket = (Tagging: { TagSet: Tag[] }) =>
      catchFault(cloud.s3.putBucketTagging({ ...createInput(), Tagging }));
    const tagObject = (Tagging: { TagSet: Tag[] }) =>
      catchFault(cloud.s3.putObjectTagging({ ...createInput(), Key: "k", Tagging }));
    const [system, prefixed] = [
      "System tags cannot be added/updated by requester",
      "Your TagKey cannot be prefixed with aws:",
    ];
    const describeRefused = (message: string, TagKey: string) => ({ name: "InvalidTag", message, TagKey });
    expect(await tagBucket(putTagging("aws:prefixed"))).to.include(describeRefused(system, "aws:prefixed"));
    expect(await tagObject(putTagging("aws:prefixed"))).to.include(describeRefused(prefixed, "aws:prefixed"));
    for (const put of [tagBucket, tagObject]) {
      expect(await put(putTagging("Key1,Key2"))).to.include(
        describeRefused("The TagKey you have provided is invalid", "Key1,Key2"),
      );
      const twice = { TagSet: [...putTagging("Key1").TagSet, ...putTagging("Key1", "b").TagSet] };
      expect(await put(twice)).to.include(describeRefused("Cannot provide multiple Tags with the same key", "Key1"));
    }
    expect(await tagBucket(putTagging("Key1", "Val1,Val2"))).to.include({
      ...describeRefused("The TagValue you have provided is invalid", "Key1"),
      TagValue: "Val1,Val2",
    });
  });

  for (const Status of ["enabled", "Disabled"])
    it(`cover the versioning status '${Status}' (test_bucket_versioning_crud, 2026-02-23)`, async () => {
      const VersioningConfiguration = { Status: Status as "Enabled" };
      const put = cloud.s3.putBucketVersioning({ ...createInput(), VersioningConfiguration });
      expect(await catchFault(put)).to.include(MALFORMED);
    });

  it("cover an ACL, unless ownership controls enable ACLs (test_s3_object_acl_exceptions, 2026-02-21)", async () => {
    const put = (ACL: ObjectCannedACL) => cloud.s3.putObject({ ...createInput(), Key: "k", Body: "x", ACL });
    const setOwnership = (ObjectOwnership: ObjectOwnership) =>
      cloud.s3.putBucketOwnershipControls({ ...createInput(), OwnershipControls: { Rules: [{ ObjectOwnership }] } });
    const disabled = { name: "AccessControlListNotSupported", message: "The bucket does not allow ACLs" };
    await put("bucket-owner-full-control");
    expect(await catchFault(put("private"))).to.include(disabled);
    expect(await catchFault(put("public-read"))).to.include(disabled);
    expect(await catchFault(put("fake-acl" as "private"))).to.include({
      ...{ name: "InvalidArgument", ArgumentName: "x-amz-acl", ArgumentValue: "fake-acl" },
    });
    await setOwnership("BucketOwnerPreferred");
    await put("private");
    expect(await catchFault(put("public-read"))).to.include({ name: "NotImplemented" });
    const ID = "0".repeat(64);
    const acl = {
      Owner: { ID },
      Grants: [{ Grantee: { ID, Type: "CanonicalUser" as const }, Permission: "FULL_CONTROL" as const }],
    };
    expect(await cloud.s3.getBucketAcl(createInput())).to.deep.include(acl);
    expect(await cloud.s3.getObjectAcl({ ...createInput(), Key: "k" })).to.deep.include(acl);
    const missing = { name: "NoSuchKey", Key: "none" };
    expect(await catchFault(cloud.s3.getObjectAcl({ ...createInput(), Key: "none" }))).to.include(missing);
  });

  it("don't cover the ownership of a new bucket, which is stored (test_crud_bucket_ownership_controls, 2026-02-21)", async () => {
    const Bucket = "another-one";
    await cloud.s3.createBucket({ Bucket, ObjectOwnership: "BucketOwnerPreferred" });
    const { OwnershipControls } = await cloud.s3.getBucketOwnershipControls({ Bucket });
    expect(OwnershipControls).to.deep.equal({ Rules: [{ ObjectOwnership: "BucketOwnerPreferred" }] });
  });

  for (const [Policy, message] of [
    ["invalid json", "Policies must be valid JSON and the first byte must be '{'"],
    ["{}", "Missing required field Statement"],
  ] as const)
    it(`cover the policy ${Policy} (test_bucket_policy_exc)`, async () => {
      const put = new PutBucketPolicyCommand({ ...createInput(), Policy });
      expect(await catchFault(cloud.s3.send(put))).to.include({ name: "MalformedPolicy", message });
    });
});

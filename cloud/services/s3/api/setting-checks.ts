import type * as sdk from "@aws-sdk/client-s3";
import type { Services } from "../../framework/services";
import { FIRST_REGION } from "../model/bucket";
import { createInvalidArgumentFault, createInvalidRequestFault, createMalformedXmlFault } from "../model/faults";
import { AwsFault } from "../../../core/faults";

// S3's own texts, from the API reference's list of errors and LocalStack's recordings (tests/aws/services/s3).

const createMissingFault =
  (code: string, message: string) =>
  (bucket: string): AwsFault =>
    new AwsFault(code, message, { status: 404, members: { BucketName: bucket } });

export const noCors = createMissingFault("NoSuchCORSConfiguration", "The CORS configuration does not exist");
export const noLifecycle = createMissingFault(
  "NoSuchLifecycleConfiguration",
  "The lifecycle configuration does not exist",
);
export const noOwnershipControls = createMissingFault(
  "OwnershipControlsNotFoundError",
  "The bucket ownership controls were not found",
);
export const noBucketPolicy = createMissingFault("NoSuchBucketPolicy", "The bucket policy does not exist");
export const noPublicAccessBlock = createMissingFault(
  "NoSuchPublicAccessBlockConfiguration",
  "The public access block configuration was not found",
);

const createNoLoggingTargetFault = (bucket: string): AwsFault =>
  new AwsFault("InvalidTargetBucketForLogging", "The target bucket for logging does not exist", {
    members: { TargetBucket: bucket },
  });

export const createMalformedPolicyFault = (message: string): AwsFault => new AwsFault("MalformedPolicy", message);

/** The text is AWS's, as users have quoted it since 2025; before, it ended in "are blocked by the BlockPublicPolicy block public access setting." */
export const createPublicPolicyFault = (caller: string, bucket: string): AwsFault =>
  new AwsFault(
    "AccessDenied",
    `User: ${caller} is not authorized to perform: s3:PutBucketPolicy on resource: "arn:aws:s3:::${bucket}" because public policies are prevented by the BlockPublicPolicy setting in S3 Block Public Access.`,
    { status: 403 },
  );

export const createIllegalVersioningFault = (): AwsFault =>
  new AwsFault("IllegalVersioningConfigurationException", "The Versioning element must be specified");

// Checks that S3 applies to documents that the lab cloud stores, as LocalStack recorded it on AWS on 2026-02-21 (test_s3_api.py,
// test_s3.py).

/** @throws AwsFault MalformedXML unless there is one rule; InvalidArgument for a key where no key is used */
export function checkEncryption({ Rules = [] }: sdk.ServerSideEncryptionConfiguration): void {
  const [rule] = Rules;
  if (Rules.length !== 1) throw createMalformedXmlFault();
  const { SSEAlgorithm: algorithm, KMSMasterKeyID: key } = rule?.ApplyServerSideEncryptionByDefault ?? {};
  if (key !== undefined && algorithm === "AES256")
    throw createInvalidArgumentFault(
      "a KMSMasterKeyID is not applicable if the default sse algorithm is not aws:kms or aws:kms:dsse",
      {
        name: "ApplyServerSideEncryptionByDefault",
      },
    );
}

const OWNERSHIPS: readonly (string | undefined)[] = ["BucketOwnerPreferred", "ObjectWriter", "BucketOwnerEnforced"];

/** @throws AwsFault MalformedXML unless there is one rule with a known value */
export function checkOwnership({ Rules = [] }: sdk.OwnershipControls): void {
  if (Rules.length !== 1 || !OWNERSHIPS.includes(Rules[0]?.ObjectOwnership)) throw createMalformedXmlFault();
}

/** @throws AwsFault InvalidArgument for the header of a new bucket, if its value is unknown */
export function checkOwnershipHeader(value: string): void {
  if (!OWNERSHIPS.includes(value))
    throw createInvalidArgumentFault(`Invalid x-amz-object-ownership header: ${value}`, {
      name: "x-amz-object-ownership",
    });
}

/**
 * @throws AwsFault InvalidTargetBucketForLogging; CrossLocationLoggingProhibitted, as S3 spells it, for a target in another
 *   region. It names no region of a bucket in us-east-1 (test_put_bucket_logging_cross_locations).
 */
export function checkLogging(
  { s3 }: Pick<Services, "s3">,
  region: string,
  { LoggingEnabled: enabled }: sdk.BucketLoggingStatus,
): void {
  const name = enabled?.TargetBucket;
  if (name === undefined) return;
  const target = s3.findBucket(name)?.document.region;
  if (target === undefined) throw createNoLoggingTargetFault(name);
  if (target !== region)
    throw new AwsFault("CrossLocationLoggingProhibitted", "Cross S3 location logging not allowed. ", {
      status: 403,
      members: {
        ...(region === FIRST_REGION ? {} : { SourceBucketLocation: region }),
        TargetBucketLocation: target,
      },
    });
}

const CORS_METHODS: readonly string[] = ["GET", "PUT", "HEAD", "POST", "DELETE"];

/** @throws AwsFault MalformedXML without a rule; InvalidRequest for an unknown method (2023-07-31, test_put_cors_invalid_rules) */
export function checkCors({ CORSRules: rules = [] }: Partial<sdk.CORSConfiguration>): void {
  if (rules.length === 0) throw createMalformedXmlFault();
  const unknown = rules
    .flatMap(({ AllowedMethods = [] }) => AllowedMethods)
    .find((item) => !CORS_METHODS.includes(item));
  if (unknown !== undefined)
    throw createInvalidRequestFault(`Found unsupported HTTP method in CORS config. Unsupported method is ${unknown}`);
}

const TRANSITION_SIZES: readonly string[] = ["all_storage_classes_128K", "varies_by_storage_class"];

/** @throws AwsFault InvalidRequest unless it is known (test_s3_transition_default_minimum_object_size) */
export function checkTransitionSize(value: string): void {
  if (!TRANSITION_SIZES.includes(value))
    throw createInvalidRequestFault(`Invalid TransitionDefaultMinimumObjectSize found: ${value}`);
}

const DAY_MS = 86_400_000;
const MAX_ID_LENGTH = 255;

/**
 * The codes for ids and states are those that Ceph's tests expect of AWS; the texts for ids are the lab cloud's own.
 *
 * @throws AwsFault MalformedXML; InvalidArgument for a date within a day, and an id that is too long or not unique
 */
export function checkLifecycleRules(rules: readonly sdk.LifecycleRule[]): void {
  if (rules.length === 0) throw createMalformedXmlFault();
  for (const rule of rules) checkLifecycleRule(rule);
  const ids = rules.flatMap(({ ID }) => (ID === undefined ? [] : [ID]));
  if (ids.some((id) => id.length > MAX_ID_LENGTH))
    throw createInvalidArgumentFault(`ID length should not exceed allowed limit of ${MAX_ID_LENGTH}`, { name: "ID" });
  if (new Set(ids).size < ids.length)
    throw createInvalidArgumentFault("Rule ID must be unique. Found same ID for more than one rule", { name: "ID" });
}

function checkLifecycleRule(rule: sdk.LifecycleRule): void {
  const {
    Filter,
    Prefix,
    Status,
    Expiration: { Days: days, Date: date, ExpiredObjectDeleteMarker: marker } = {},
  } = rule;
  if (Filter === undefined && Prefix === undefined) throw createMalformedXmlFault();
  if (Status !== "Enabled" && Status !== "Disabled") throw createMalformedXmlFault();
  if (marker !== undefined && (days !== undefined || date !== undefined)) throw createMalformedXmlFault();
  checkLifecycleFilter(Filter);
  if (isEmpty(rule.NoncurrentVersionExpiration)) throw createMalformedXmlFault();
  checkDays(days, { action: "Expiration", least: 1, must: "be a positive integer" });
  checkMidnight(date);
  for (const transition of rule.Transitions ?? []) {
    checkDays(transition.Days, { action: "Transition", least: 0, must: "be nonnegative" });
    checkMidnight(transition.Date);
  }
}

interface DaysRule {
  readonly action: string;
  readonly least: number;
  readonly must: string;
}

/** @throws AwsFault InvalidArgument for days before the object exists; for its code see test_failure_options_for_stack_update */
function checkDays(days: number | undefined, { action, least, must }: DaysRule): void {
  if (days !== undefined && days < least)
    throw createInvalidArgumentFault(`'Days' for ${action} action must ${must}`, { name: "Days", value: String(days) });
}

/** Whether a document's element has nothing in it. */
const isEmpty = (element: object | undefined): boolean =>
  element !== undefined && Object.values(element).every((member) => member === undefined);

/** @throws AwsFault MalformedXML for two conditions without And; InvalidRequest for a tag's key given twice */
function checkLifecycleFilter(filter: sdk.LifecycleRuleFilter = {}): void {
  const conditions = Object.values(filter).filter((condition) => condition !== undefined);
  if (conditions.length > 1) throw createMalformedXmlFault();
  const keys = (filter.And?.Tags ?? []).map(({ Key }) => Key);
  if (new Set(keys).size < keys.length) throw createInvalidRequestFault("Duplicate Tag Keys are not allowed.");
}

function checkMidnight(date: Date | undefined): void {
  if (date !== undefined && date.getTime() % DAY_MS !== 0)
    throw createInvalidArgumentFault("'Date' must be at midnight GMT", { name: "Date", value: date.toISOString() });
}

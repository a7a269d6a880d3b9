import { CreateBucket$, ListBuckets$, HeadBucket$, DeleteBucket$, GetBucketLocation$ } from "@aws-sdk/client-s3";
import type * as sdk from "@aws-sdk/client-s3";
import { optional, refused, required, structure, type Members } from "../../../core/members";
import { list, string, type Rule, NO_VIOLATIONS } from "../../../core/rules";
import type { Services } from "../../framework/services";
import { operation } from "../../framework/operation";
import {
  createBucketAlreadyOwnedByYouFault,
  createBucketNameRestsFault,
  createIllegalLocationConstraintFault,
  createReservedTagKeyFault,
  createInvalidArgumentFault,
  createInvalidBucketNameFault,
  createInvalidLocationConstraintFault,
} from "../model/faults";
import { createOnlyRule, createPageSizeRule, bucketMembers, OWNERS_ACLS } from "../model/fields";
import { requireBucket } from "./request-target";
import { createDocumentRule, FIRST_REGION, type BucketDocument, type Bucket } from "../model/bucket";
import { checkOwnershipHeader } from "./setting-checks";
import { createOwner } from "./spelling";
import { toWholeSecondsDate } from "../../../core/cloud-time";
import { parseTags } from "./tags";
import { parseContinuationToken, createContinuationToken } from "./listing/list-page";

const members = bucketMembers satisfies Members<sdk.GetBucketLocationRequest>;

/** The answer's text is the region; the SDK's type lists only the regions known at its release. */
type Reply = { readonly [K in keyof sdk.GetBucketLocationOutput]: string | undefined };

/**
 * Returns a bucket's region; empty for us-east-1.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketLocation.html
 */
export const getBucketLocation = operation(GetBucketLocation$, members, (cloud, request): Reply => {
  const { region, location = region } = requireBucket(cloud, request).document;
  return region === FIRST_REGION ? {} : { LocationConstraint: location };
});

const WELL_FORMED = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;
const ADDRESS = /^\d+\.\d+\.\d+\.\d+$/;
/** Prefixes that AWS reserves for access points and other kinds of buckets. */
const RESERVED_PREFIXES = ["xn--", "sthree-", "amzn-s3-demo-"];
const RESERVED_SUFFIXES = ["-s3alias", "--ol-s3", ".mrap", "--x-s3", "--table-s3"];

/**
 * Checks the name of a bucket to create.
 *
 * @throws AwsFault InvalidBucketName
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
 */
function checkBucketName(name: string): void {
  const isGood =
    WELL_FORMED.test(name) &&
    !name.includes("..") &&
    !ADDRESS.test(name) &&
    !RESERVED_PREFIXES.some((prefix) => name.startsWith(prefix)) &&
    !RESERVED_SUFFIXES.some((suffix) => name.endsWith(suffix));
  if (!isGood) throw createInvalidBucketNameFault(name);
}

/** The regions of buckets except us-east-1; `EU` is an old name. */
const LOCATIONS = [
  "EU",
  "af-south-1",
  "ap-east-1",
  "ap-east-2",
  "ap-northeast-1",
  "ap-northeast-2",
  "ap-northeast-3",
  "ap-south-1",
  "ap-south-2",
  "ap-southeast-1",
  "ap-southeast-2",
  "ap-southeast-3",
  "ap-southeast-4",
  "ap-southeast-5",
  "ap-southeast-6",
  "ap-southeast-7",
  "ca-central-1",
  "ca-west-1",
  "cn-north-1",
  "cn-northwest-1",
  "eu-central-1",
  "eu-central-2",
  "eu-north-1",
  "eu-south-1",
  "eu-south-2",
  "eu-west-1",
  "eu-west-2",
  "eu-west-3",
  "il-central-1",
  "me-central-1",
  "me-south-1",
  "mx-central-1",
  "sa-east-1",
  "us-east-2",
  "us-gov-east-1",
  "us-gov-west-1",
  "us-west-1",
  "us-west-2",
] as const satisfies readonly sdk.BucketLocationConstraint[];

/** The old name of eu-west-1. */
const OLD_NAME = "EU";

/** Checks a location constraint. us-east-1 has none: S3 refuses even that region's own name. */
function checkLocation(constraint: string | undefined): void {
  if (constraint !== undefined && !LOCATIONS.some((item) => item === constraint))
    throw createInvalidLocationConstraintFault(constraint);
}

/** @throws AwsFault InvalidArgument, for ListBuckets (recorded on AWS by LocalStack, 2026-02-21) */
function checkRegion(region: string): void {
  if (region !== FIRST_REGION && (region === OLD_NAME || !LOCATIONS.some((item) => item === region)))
    throw createInvalidArgumentFault(`Argument value ${region} is not a valid AWS Region`, { name: "bucket-region" });
}

const ownership: Rule<sdk.ObjectOwnership> = {
  check(value) {
    checkOwnershipHeader(String(value));
    return NO_VIOLATIONS;
  },
};

const createBucketMembers = {
  Bucket: required(string()),
  // The border: clients such as rclone send the ACLs of objects too, which the SDK's type does not list.
  ACL: optional(createOnlyRule("ACL", OWNERS_ACLS) as Rule<sdk.BucketCannedACL>),
  CreateBucketConfiguration: optional(
    structure({
      LocationConstraint: optional(createDocumentRule<sdk.BucketLocationConstraint>()),
      Location: refused(),
      Bucket: refused(),
      Tags: optional(list(structure({ Key: required(string()), Value: required(string()) }))),
    }),
  ),
  ObjectOwnership: optional(ownership),
  GrantFullControl: refused(),
  GrantRead: refused(),
  GrantReadACP: refused(),
  GrantWrite: refused(),
  GrantWriteACP: refused(),
  // Some clients send the default.
  ObjectLockEnabledForBucket: refused(({ ObjectLockEnabledForBucket: isLocked }) => isLocked === false),
  BucketNamespace: refused(),
} satisfies Members<sdk.CreateBucketRequest>;

/**
 * Creates a bucket.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucket.html
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html#canned-acl S3 ignores the canned ACLs
 * `bucket-owner-read` and `bucket-owner-full-control` of a new bucket.
 * @remarks In us-east-1 creating your own bucket again succeeds and changes nothing, unless the request gives a
 * location or tags; elsewhere it is an error (recorded on AWS by LocalStack, 2026-02-21 and 23).
 */
export const createBucket = operation(CreateBucket$, createBucketMembers, (cloud, request): sdk.CreateBucketOutput => {
  const { Bucket: name, CreateBucketConfiguration: configuration } = request;
  checkBucketName(name);
  const region = resolveRegion(configuration?.LocationConstraint, cloud.region);
  const tags = parseNewTags(configuration?.Tags ?? []);
  const isThere = cloud.s3.findBucket(name) !== undefined;
  const isPlain = cloud.region === FIRST_REGION && configuration?.LocationConstraint === undefined && tags.length === 0;
  if (isThere && !isPlain) throw createBucketAlreadyOwnedByYouFault(name);
  const settings = createSettings(request.ObjectOwnership);
  if (!isThere)
    make(cloud, {
      name,
      createdAt: cloud.now(),
      region,
      tags,
      ...settings,
      ...createLocation(configuration?.LocationConstraint),
    });
  return {
    Location: region === FIRST_REGION ? `/${name}` : `http://${name}.s3.amazonaws.com/`,
    BucketArn: `arn:aws:s3:::${name}`,
  };
});

/** GetBucketLocation returns the old name of eu-west-1 to those who used it (recorded on AWS by LocalStack, 2026-02-21). */
const createLocation = (constraint: string | undefined): Pick<BucketDocument, "location"> =>
  constraint === OLD_NAME ? { location: OLD_NAME } : {};

const createSettings = (requested: sdk.ObjectOwnership | undefined): Pick<BucketDocument, "settings"> =>
  requested === undefined ? {} : { settings: { ownershipControls: { Rules: [{ ObjectOwnership: requested }] } } };

function parseNewTags(tags: Parameters<typeof parseTags>[0]): ReturnType<typeof parseTags> {
  if (tags.some(({ Key }) => Key.startsWith("aws:"))) throw createReservedTagKeyFault();
  return parseTags(tags, "Bucket");
}

/** @throws AwsFault OperationAborted while S3 still reserves the name of a deleted bucket */
function make({ s3 }: Services, document: BucketDocument): void {
  if (s3.deleted.isReserved(document.name)) throw createBucketNameRestsFault(document.name);
  s3.createBucket(document);
}

/** The region of a new bucket, by the rules of the endpoint's region. */
function resolveRegion(constraint: string | undefined, here: string): string {
  const region = constraint === OLD_NAME ? "eu-west-1" : constraint;
  if (here === FIRST_REGION) checkLocation(constraint);
  else if (region !== here) throw createIllegalLocationConstraintFault(constraint ?? "unspecified");
  return region ?? here;
}

const listBucketsMembers = {
  MaxBuckets: optional(createPageSizeRule("max-buckets", "maxBuckets")),
  ContinuationToken: optional(string()),
  Prefix: optional(string()),
  BucketRegion: optional(string()),
} satisfies Members<sdk.ListBucketsRequest>;

const MAX_BUCKETS = 10_000;

/**
 * Lists buckets by name.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListBuckets.html
 * @remarks The answer contains buckets' regions only if the request uses a member that was introduced with paging, as
 * on AWS.
 */
export const listBuckets = operation(ListBuckets$, listBucketsMembers, (cloud, request): sdk.ListBucketsOutput => {
  const {
    MaxBuckets: max = MAX_BUCKETS,
    ContinuationToken: token,
    Prefix: prefix = "",
    BucketRegion: region,
  } = request;
  if (max < 1 || max > MAX_BUCKETS)
    throw createInvalidArgumentFault(`Argument maxBuckets must be an integer between 1 and ${MAX_BUCKETS}`, {
      name: "maxBuckets",
      value: max,
    });
  if (region !== undefined) checkRegion(region);
  const after = token === undefined || token === "" ? "" : parseContinuationToken(token);
  const needed = [...cloud.s3.listBuckets(), ...cloud.s3.deleted.listDeleted()]
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .filter(
      ({ name, document }) =>
        name > after && name.startsWith(prefix) && (region === undefined || document.region === region),
    );
  const page = needed.slice(0, max);
  const isPaged = Object.values(request).some((value) => value !== undefined);
  const last = page.at(-1);
  return {
    Buckets: page.map((bucket) => ({
      ...describeEntry(bucket),
      ...(isPaged ? { BucketRegion: bucket.document.region } : {}),
    })),
    Owner: createOwner(cloud.account),
    ...(last === undefined || page.length === needed.length
      ? {}
      : { ContinuationToken: createContinuationToken(last.name) }),
    ...(request.Prefix === undefined ? {} : { Prefix: prefix }),
  };
});

const describeEntry = ({ name, document }: Bucket) => ({
  Name: name,
  CreationDate: toWholeSecondsDate(document.createdAt),
  BucketArn: `arn:aws:s3:::${name}`,
});

const headOrDeleteBucketMembers = bucketMembers satisfies Members<sdk.HeadBucketRequest> &
  Members<sdk.DeleteBucketRequest>;

/**
 * Returns that a bucket exists, and its region.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadBucket.html
 */
export const headBucket = operation(
  HeadBucket$,
  headOrDeleteBucketMembers,
  (cloud, request, call): sdk.HeadBucketOutput => {
    const { name, document } = requireBucket(cloud, request);
    // Recorded on AWS by LocalStack, 2026-02-21: test_create_bucket_head_bucket.
    call.reply.headers["content-type"] = "application/xml";
    return { BucketArn: `arn:aws:s3:::${name}`, BucketRegion: document.region, AccessPointAlias: false };
  },
);

/**
 * Deletes an empty bucket, and its multipart uploads in progress.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucket.html
 */
export const deleteBucket = operation(DeleteBucket$, headOrDeleteBucketMembers, (cloud, request): void =>
  cloud.s3.deleteBucket(requireBucket(cloud, request)),
);

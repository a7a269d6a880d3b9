import {
  CreateBucket$,
  type CreateBucketOutput,
  type CreateBucketRequest,
  type BucketLocationConstraint,
  type ObjectOwnership,
} from "@aws-sdk/client-s3";
import { optional, refused, required, structure, type Members } from "../../../core/members";
import { list, string, type Rule } from "../../../core/rules";
import { NO_VIOLATIONS } from "../../../core/violations";
import type { Lab } from "../../lab";
import { operation } from "../../operation";
import { checkBucketName } from "../bucket-names";
import {
  createBucketAlreadyOwnedByYouFault,
  createBucketNameRestsFault,
  createIllegalLocationConstraintFault,
  createReservedTagKeyFault,
} from "../faults";
import { createOnlyRule } from "../fields";
import { checkLocation, OLD_NAME } from "../regions";
import { createDocumentRule } from "../setting";
import type { BucketDocument } from "../store/bucket";
import { checkOwnershipHeader } from "../setting-checks";
import { parseTags } from "../tags";

const ownership: Rule<ObjectOwnership> = {
  check(value) {
    checkOwnershipHeader(String(value));
    return NO_VIOLATIONS;
  },
};

const members = {
  Bucket: required(string()),
  ACL: optional(createOnlyRule("ACL", ["private"])),
  CreateBucketConfiguration: optional(
    structure({
      LocationConstraint: optional(createDocumentRule<BucketLocationConstraint>()),
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
  ObjectLockEnabledForBucket: refused(),
  BucketNamespace: refused(),
} satisfies Members<CreateBucketRequest>;

/** The only region without a location constraint; its endpoint also creates buckets in all others. */
const FIRST_REGION = "us-east-1";

/**
 * Creates a bucket.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucket.html
 * @remarks In us-east-1 creating one's own bucket again succeeds and changes nothing, unless the request gives a
 * location or tags; elsewhere it is an error (recorded on AWS by LocalStack, 2026-02-21 and 23).
 */
export const createBucket = operation(CreateBucket$, members, (cloud, request): CreateBucketOutput => {
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

const createSettings = (wanted: ObjectOwnership | undefined): Pick<BucketDocument, "settings"> =>
  wanted === undefined ? {} : { settings: { ownershipControls: { Rules: [{ ObjectOwnership: wanted }] } } };

function parseNewTags(given: Parameters<typeof parseTags>[0]): ReturnType<typeof parseTags> {
  if (given.some(({ Key }) => Key.startsWith("aws:"))) throw createReservedTagKeyFault();
  return parseTags(given, "Bucket");
}

/** @throws AwsFault OperationAborted while S3 still reserves the name of a deleted bucket */
function make({ s3 }: Lab, document: BucketDocument): void {
  if (s3.deleted.isKept(document.name)) throw createBucketNameRestsFault(document.name);
  s3.createBucket(document);
}

/** The region of a new bucket, by the rules of the endpoint's region. */
function resolveRegion(constraint: string | undefined, here: string): string {
  const region = constraint === OLD_NAME ? "eu-west-1" : constraint;
  if (here === FIRST_REGION) checkLocation(constraint);
  else if (region !== here) throw createIllegalLocationConstraintFault(constraint ?? "unspecified");
  return region ?? here;
}

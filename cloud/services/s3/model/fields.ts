import { createMemberNotEmulated } from "../../../core/faults";
import { optional, refused, required, type OptionalMember } from "../../../core/members";
import { boolean, map, string, timestamp, type Rule, NO_VIOLATIONS } from "../../../core/rules";
import { createHeaderNotImplementedFault, createInvalidArgumentFault, createInvalidStorageClassFault } from "./faults";

/** A rule whose check throws S3's own fault. */
const createRule = <T>(check: (value: unknown) => void): Rule<T> => ({
  check(value) {
    check(value);
    return NO_VIOLATIONS;
  },
});

/** A rule for a member with partial support: unsupported values are refused by name. */
export const createOnlyRule = <const T extends string>(member: string, values: readonly T[]): Rule<T> => ({
  ...createRule((value) => {
    if (!values.some((item) => item === value)) throw createMemberNotEmulated(`${member}: ${String(value)}`);
  }),
  only: values,
});

const MAX_INTEGER = 2 ** 31 - 1;

/**
 * The rule for the size of a page; S3 lowers a number above 1,000 to 1,000.
 *
 * @param header the name in the query: `max-keys`
 * @param argument the name in one of S3's two messages: `maxKeys`
 */
export const createPageSizeRule = (header: string, argument: string): Rule<number> =>
  createRule((value) => {
    if (!Number.isInteger(value))
      throw createInvalidArgumentFault(`Provided ${header} not an integer or within integer range`, { name: header });
    if (Number(value) < 0 || Number(value) > MAX_INTEGER) {
      throw createInvalidArgumentFault(`Argument ${argument} must be an integer between 0 and ${MAX_INTEGER}`, {
        name: argument,
        value: Number(value),
      });
    }
  });

/** The only encoding of keys that a listing can have. */
export const encodingType: Rule<"url"> = createRule((value) => {
  if (value !== "url")
    throw createInvalidArgumentFault("Invalid Encoding Method specified in Request", {
      name: "encoding-type",
      value: String(value),
    });
});

/** The number of a part, 1 to 10,000. */
export const partNumber: Rule<number> = createRule((value) => {
  if (!Number.isInteger(value) || Number(value) < 1 || Number(value) > 10_000) {
    throw createInvalidArgumentFault("Part number must be an integer between 1 and 10000, inclusive", {
      name: "partNumber",
      value: String(value),
    });
  }
});

/** The number of the part after which the page begins, as text. */
export const partMarker: Rule<string> = createRule((value) => {
  if (!/^\d{0,9}$/.test(String(value)))
    throw createInvalidArgumentFault("Provided part-number-marker not an integer or within integer range", {
      name: "part-number-marker",
      value: String(value),
    });
});

/** The canned ACLs under which an account that is alone has full control, and nobody else any. */
export const OWNERS_ACLS = ["private", "bucket-owner-full-control", "bucket-owner-read"] as const;
type OwnersAcl = (typeof OWNERS_ACLS)[number];
/** The canned ACLs that give rights to others. */
const OTHER_ACLS = ["public-read", "public-read-write", "authenticated-read", "aws-exec-read", "log-delivery-write"];

/** The rule for a canned ACL; whether the bucket takes one, `checkAcl` says (access.ts). */
const cannedAcl: Rule<OwnersAcl> = {
  only: OWNERS_ACLS,
  check(value) {
    if (!OWNERS_ACLS.some((acl) => acl === value) && !OTHER_ACLS.some((acl) => acl === value))
      throw createInvalidArgumentFault("", { name: "x-amz-acl", value: String(value) });
    return NO_VIOLATIONS;
  },
};

/** The storage classes whose objects are read like any other: labels, since nothing is billed. */
const READABLE_CLASSES = [
  "STANDARD",
  "STANDARD_IA",
  "ONEZONE_IA",
  "INTELLIGENT_TIERING",
  "REDUCED_REDUNDANCY",
  "GLACIER_IR",
] as const;
const OTHER_CLASSES = ["DEEP_ARCHIVE", "EXPRESS_ONEZONE", "FSX_ONTAP", "FSX_OPENZFS", "GLACIER"];

const storageClass: Rule<(typeof READABLE_CLASSES)[number]> = {
  ...createRule((value) => {
    if (READABLE_CLASSES.some((item) => item === value)) return;
    if (OTHER_CLASSES.some((item) => item === value)) throw createMemberNotEmulated(`StorageClass: ${String(value)}`);
    throw createInvalidStorageClassFault(String(value));
  }),
  only: READABLE_CLASSES,
};

/** The members of every operation on a bucket. */
export const bucketMembers = { Bucket: required(string()), ExpectedBucketOwner: optional(string()) };

/** The members of every operation on an object. RequestPayer is ignored, since nothing is billed. */
export const objectMembers = {
  ...bucketMembers,
  Key: required(string()),
  RequestPayer: optional(createOnlyRule("RequestPayer", ["requester"])),
};

/** The members of operations on an object that may name a version. */
export const versionMembers = { VersionId: optional(string()) };

/** The members for encryption with keys that the client provides (SSE-C). */
export const customerKeyMembers = {
  SSECustomerAlgorithm: refused(),
  SSECustomerKey: refused(),
  SSECustomerKeyMD5: refused(),
};

/** Checksums that AWS knows and the lab cloud does not compute. */
export const otherChecksumMembers = {
  ChecksumSHA512: refused(),
  ChecksumMD5: refused(),
  ChecksumXXHASH64: refused(),
  ChecksumXXHASH3: refused(),
  ChecksumXXHASH128: refused(),
};

/** A condition that AWS supports only for directory buckets; for other buckets it is refused with AWS's own text. */
export const createUnsupportedCondition = (header: string): OptionalMember<never> =>
  optional(
    createRule(() => {
      throw createHeaderNotImplementedFault(header);
    }),
  );

/** The members that set the details of a new object. */
export const newObjectMembers = {
  ACL: optional(cannedAcl),
  CacheControl: optional(string()),
  ContentDisposition: optional(string()),
  ContentEncoding: optional(string()),
  ContentLanguage: optional(string()),
  ContentType: optional(string()),
  Expires: optional(timestamp()),
  Metadata: optional(map(string(), string())),
  StorageClass: optional(storageClass),
  Tagging: optional(string()),
  // Stored and returned, but nothing is encrypted here.
  ServerSideEncryption: optional(createOnlyRule("ServerSideEncryption", ["AES256", "aws:kms"])),
  SSEKMSKeyId: optional(string()),
  BucketKeyEnabled: optional(boolean()),
  ...customerKeyMembers,
  SSEKMSEncryptionContext: refused(),
  WebsiteRedirectLocation: refused(),
  GrantFullControl: refused(),
  GrantRead: refused(),
  GrantReadACP: refused(),
  GrantWriteACP: refused(),
  ObjectLockMode: refused(),
  ObjectLockRetainUntilDate: refused(),
  ObjectLockLegalHoldStatus: refused(),
  ObjectLockEventHold: refused(),
  ObjectLockEventHoldDurationDays: refused(),
  ObjectLockEventHoldDurationYears: refused(),
};

export const writeConditionMembers = { IfMatch: optional(string()), IfNoneMatch: optional(string()) };

export const readConditionMembers = {
  ...writeConditionMembers,
  IfModifiedSince: optional(timestamp()),
  IfUnmodifiedSince: optional(timestamp()),
};

/** The members that name the source of a copy. */
export const copySourceMembers = {
  CopySource: required(string()),
  CopySourceIfMatch: optional(string()),
  CopySourceIfNoneMatch: optional(string()),
  CopySourceIfModifiedSince: optional(timestamp()),
  CopySourceIfUnmodifiedSince: optional(timestamp()),
  CopySourceSSECustomerAlgorithm: refused(),
  CopySourceSSECustomerKey: refused(),
  CopySourceSSECustomerKeyMD5: refused(),
  ExpectedSourceBucketOwner: optional(string()),
};

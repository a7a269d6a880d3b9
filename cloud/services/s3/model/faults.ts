import { AwsFault, type FaultDetails } from "../../../core/faults";

/*
 * S3's error answers, with all members that S3 sends. Messages and members as measured on AWS in February 2026, in public
 * recordings of its answers, or as the API reference gives them.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
 */

type Members = FaultDetails["members"];
const createFault = (
  status: number,
  ...[code, message, members]: [code: string, message: string, members?: Members]
): AwsFault => new AwsFault(code, message, { status, ...(members === undefined ? {} : { members }) });

// Buckets
export const createNoSuchBucketFault = (bucket: string): AwsFault =>
  createFault(404, "NoSuchBucket", "The specified bucket does not exist", { BucketName: bucket });
export const createInvalidBucketNameFault = (bucket: string): AwsFault =>
  createFault(400, "InvalidBucketName", "The specified bucket is not valid.", { BucketName: bucket });
export const createBucketNameRestsFault = (bucket: string): AwsFault =>
  createFault(
    409,
    "OperationAborted",
    "A conflicting conditional operation is currently in progress against this resource. Please try again.",
    { BucketName: bucket },
  );
export const createBucketNotEmptyFault = (bucket: string): AwsFault =>
  createFault(409, "BucketNotEmpty", "The bucket you tried to delete is not empty", { BucketName: bucket });
export const createVersionsRemainFault = (bucket: string): AwsFault =>
  createFault(
    409,
    "BucketNotEmpty",
    "The bucket you tried to delete is not empty. You must delete all versions in the bucket.",
    {
      BucketName: bucket,
    },
  );
export const createBucketAlreadyOwnedByYouFault = (bucket: string): AwsFault =>
  createFault(
    409,
    "BucketAlreadyOwnedByYou",
    "Your previous request to create the named bucket succeeded and you already own it.",
    { BucketName: bucket },
  );
export const createInvalidLocationConstraintFault = (location: string): AwsFault =>
  createFault(400, "InvalidLocationConstraint", "The specified location-constraint is not valid", {
    LocationConstraint: location,
  });
export const createIllegalLocationConstraintFault = (location: string): AwsFault =>
  createFault(
    400,
    "IllegalLocationConstraintException",
    `The ${location} location constraint is incompatible for the region specific endpoint this request was sent to.`,
  );
export const createNoSuchTagSetFault = (bucket: string): AwsFault =>
  createFault(404, "NoSuchTagSet", "The TagSet does not exist", { BucketName: bucket });
export const createAccessDeniedFault = (): AwsFault => createFault(403, "AccessDenied", "Access Denied");
/** The text is AWS's, as users quote it (usdigitalresponse/usdr-gost #4044). */
export const createDeniedByPolicyFault = (caller: string, action: string, resource: string): AwsFault =>
  createFault(
    403,
    "AccessDenied",
    `User: ${caller} is not authorized to perform: ${action} on resource: "${resource}" with an explicit deny in a resource-based policy`,
  );
export const createInvalidBucketOwnerFault = (owner: string): AwsFault =>
  createFault(
    400,
    "InvalidBucketOwnerAWSAccountID",
    `The value of the expected bucket owner parameter must be an AWS Account ID... [${owner}]`,
  );

// Keys and objects
/** S3's answer to a key whose `..` segments lead out of the bucket. AWS sends no body; clients show the status as the code. */
export const createBadRequestFault = (): AwsFault => createFault(400, "400", "Bad Request");
export const createKeyTooLongFault = (size: number, max: number): AwsFault =>
  createFault(400, "KeyTooLongError", "Your key is too long", { Size: size, MaxSizeAllowed: max });
export const createNoSuchKeyFault = (key: string): AwsFault =>
  createFault(404, "NoSuchKey", "The specified key does not exist.", { Key: key });
export const createInvalidRangeFault = (range: string, size: number): AwsFault =>
  new AwsFault("InvalidRange", "The requested range is not satisfiable", {
    status: 416,
    members: { RangeRequested: range, ActualObjectSize: size },
    headers: { "content-range": `bytes */${size}` },
  });
export const createInvalidPartNumberFault = (requestCount: number, count: number): AwsFault =>
  createFault(416, "InvalidPartNumber", "The requested partnumber is not satisfiable", {
    PartNumberRequested: requestCount,
    ActualPartCount: count,
  });
export const createPreconditionFailedFault = (condition: string): AwsFault =>
  createFault(412, "PreconditionFailed", "At least one of the pre-conditions you specified did not hold", {
    Condition: condition,
  });
export const createConditionalConflictFault = (condition: string, key: string): AwsFault =>
  createFault(
    409,
    "ConditionalRequestConflict",
    "The conditional request cannot succeed due to a conflicting operation against this resource.",
    { Condition: condition, Key: key },
  );
/** @param headers of the answer, such as the ETag */
export const createNotModifiedFault = (headers: Readonly<Record<string, string>>): AwsFault =>
  new AwsFault("304", "Not Modified", { status: 304, headers });
export const createHeaderNotImplementedFault = (header: string, more?: string): AwsFault =>
  createFault(501, "NotImplemented", "A header you provided implies functionality that is not implemented", {
    Header: header,
    ...(more === undefined ? {} : { additionalMessage: more }),
  });
export const createAclNotSupportedFault = (): AwsFault =>
  createFault(400, "AccessControlListNotSupported", "The bucket does not allow ACLs");
export const createCopyToItselfFault = (): AwsFault =>
  createInvalidRequestFault(
    "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.",
  );

// Bodies
export const createEntityTooLargeFault = (size: number, max: number): AwsFault =>
  createFault(400, "EntityTooLarge", "Your proposed upload exceeds the maximum allowed size", {
    ProposedSize: size,
    MaxSizeAllowed: max,
  });
export const createCopySourceTooLargeFault = (max: number): AwsFault =>
  createInvalidRequestFault(
    `The specified copy source is larger than the maximum allowable size for a copy source: ${max}`,
  );
export const createMissingContentLengthFault = (): AwsFault =>
  createFault(411, "MissingContentLength", "You must provide the Content-Length HTTP header.");
export const createIncompleteBodyFault = (): AwsFault =>
  createFault(400, "IncompleteBody", "The request body terminated unexpectedly");
export const createRequestTimeoutFault = (): AwsFault =>
  new AwsFault(
    "RequestTimeout",
    "Your socket connection to the server was not read from or written to within the timeout period. Idle connections will be closed.",
    // The rest of the body would be awaited as long as an idle connection is kept.
    { headers: { connection: "close" } },
  );
export const createMalformedTrailerFault = (): AwsFault =>
  createFault(
    400,
    "MalformedTrailerError",
    "The request contained trailing data that was not well-formed or did not conform to our published schema.",
  );
export const createMetadataTooLargeFault = (size: number, max: number): AwsFault =>
  createFault(400, "MetadataTooLarge", "Your metadata headers exceed the maximum allowed metadata size", {
    Size: size,
    MaxSizeAllowed: max,
  });
export const createInvalidDigestFault = (stated: string): AwsFault =>
  createFault(400, "InvalidDigest", "The Content-MD5 you specified was invalid.", { "Content-MD5": stated });
export const createBadMd5Fault = (stated: string, computed: string, isOfPart = false): AwsFault =>
  createFault(400, "BadDigest", "The Content-MD5 you specified did not match what we received.", {
    // Hexadecimal, unlike the other, but not of a part (recorded on AWS by LocalStack, 2026-02-21,
    // test_s3_invalid_content_md5).
    ExpectedDigest: isOfPart ? stated : Buffer.from(stated, "base64").toString("hex"),
    CalculatedDigest: computed,
  });
export const createBadChecksumFault = (algorithm: string): AwsFault =>
  createFault(400, "BadDigest", `The ${algorithm} you specified did not match the calculated checksum.`);
export const createBadSha256Fault = (stated: string, computed: string): AwsFault =>
  createFault(
    400,
    "XAmzContentSHA256Mismatch",
    "The provided 'x-amz-content-sha256' header does not match what was computed.",
    {
      ClientComputedContentSHA256: stated,
      S3ComputedContentSHA256: computed,
    },
  );
/** The fault for a wrong signature of a form, or of a chunk of a body. */
export const createBadSignatureFault = (members: Members = {}): AwsFault =>
  createFault(
    403,
    "SignatureDoesNotMatch",
    "The request signature we calculated does not match the signature you provided. Check your key and signing method.",
    members,
  );

// Requests
export const createInvalidRequestFault = (message: string): AwsFault => createFault(400, "InvalidRequest", message);
/** @param argument its name in the API, and its value if S3 repeats it in the answer */
export const createInvalidArgumentFault = (
  message: string,
  argument: { readonly name: string; readonly value?: string | number },
): AwsFault =>
  createFault(400, "InvalidArgument", message, {
    ArgumentName: argument.name,
    ...(argument.value === undefined ? {} : { ArgumentValue: argument.value }),
  });
/** @remarks S3's answer for characters beyond Latin-1. Its answer for control characters is not known; here they are refused as well. */
export const createNotInHeaderFault = (argument: { readonly name: string; readonly value: string }): AwsFault =>
  createInvalidArgumentFault("Header value cannot be represented using ISO-8859-1.", argument);
/** Only for a new bucket; later tags are refused in other words (recorded on AWS by LocalStack, 2026-02-23, test_create_bucket_with_tags_exc). */
export const createReservedTagKeyFault = (): AwsFault =>
  createFault(
    400,
    "InvalidTag",
    'User-defined tag keys can\'t start with "aws:". This prefix is reserved for system tags. Remove "aws:" from your tag keys and try again.',
  );
/** Recorded on AWS by LocalStack, 2026-02-21 (test_delete_object_with_no_locking). */
export const createNoLockFault = (): AwsFault =>
  createInvalidArgumentFault("x-amz-bypass-governance-retention is only applicable to Object Lock enabled buckets.", {
    name: "x-amz-bypass-governance-retention",
  });
export const createMalformedXmlFault = (): AwsFault =>
  createFault(
    400,
    "MalformedXML",
    "The XML you provided was not well-formed or did not validate against our published schema",
  );
export const createInvalidTagFault = (message: string, members: Members = {}): AwsFault =>
  createFault(400, "InvalidTag", message, members);
export const createTooManyTagsFault = (subject: "Object" | "Bucket", max: number): AwsFault =>
  createFault(400, "BadRequest", `${subject} tags cannot be greater than ${max}`);
export const createInvalidStorageClassFault = (requested: string): AwsFault =>
  createFault(400, "InvalidStorageClass", "The storage class you specified is not valid", {
    StorageClassRequested: requested,
  });

// Forms
export const createNotAFormFault = (): AwsFault =>
  createFault(412, "PreconditionFailed", "At least one of the pre-conditions you specified did not hold", {
    Condition: "Bucket POST must be of the enclosure-type multipart/form-data",
  });
export const createMalformedFormFault = (): AwsFault =>
  createFault(400, "MalformedPOSTRequest", "The body of your POST request is not well-formed multipart/form-data.");
export const createFormFieldsTooLargeFault = (): AwsFault =>
  createFault(
    400,
    "MaxPostPreDataLengthExceededError",
    "Your POST request fields preceding the upload file were too large.",
  );
export const createSingleFileFault = (): AwsFault =>
  createInvalidArgumentFault("POST requires exactly one file upload per request.", { name: "file", value: 0 });
export const createMissingFieldFault = (name: string): AwsFault =>
  createInvalidArgumentFault(
    `Bucket POST must contain a field named '${name}'.  If it is specified, please check the order of the fields.`,
    { name, value: "" },
  );
export const createInvalidPolicyDocumentFault = (why: string): AwsFault =>
  createFault(400, "InvalidPolicyDocument", `Invalid Policy: ${why}`);
export const createPolicyFailedFault = (why: string): AwsFault =>
  createFault(403, "AccessDenied", `Invalid according to Policy: ${why}`);
export const createTooSmallForPolicyFault = (size: number, min: number): AwsFault =>
  createFault(400, "EntityTooSmall", "Your proposed upload is smaller than the minimum allowed size", {
    ProposedSize: size,
    MinSizeAllowed: min,
  });
export const createInvalidAccessKeyIdFault = (accessKeyId: string): AwsFault =>
  createFault(403, "InvalidAccessKeyId", "The AWS Access Key Id you provided does not exist in our records.", {
    AWSAccessKeyId: accessKeyId,
  });

// Multipart uploads
export const createNoSuchUploadFault = (uploadId: string): AwsFault =>
  createFault(
    404,
    "NoSuchUpload",
    "The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.",
    { UploadId: uploadId },
  );
export const createEntityTooSmallFault = (
  part: { readonly number: number; readonly size: number; readonly etag: string },
  min: number,
): AwsFault =>
  createFault(400, "EntityTooSmall", "Your proposed upload is smaller than the minimum allowed size", {
    ProposedSize: part.size,
    MinSizeAllowed: min,
    PartNumber: part.number,
    ETag: part.etag,
  });
export const createInvalidPartFault = (
  uploadId: string,
  part: { readonly number: number; readonly etag: string },
): AwsFault =>
  createFault(
    400,
    "InvalidPart",
    "One or more of the specified parts could not be found.  The part may not have been uploaded, or the specified entity tag may not match the part's entity tag.",
    {
      UploadId: uploadId,
      PartNumber: part.number,
      ETag: part.etag,
    },
  );
export const createInvalidPartOrderFault = (uploadId: string): AwsFault =>
  createFault(
    400,
    "InvalidPartOrder",
    "The list of parts was not in ascending order. Parts must be ordered by part number.",
    { UploadId: uploadId },
  );
export const createBadPartChecksumFault = (algorithm: string, part: number): AwsFault =>
  createFault(
    400,
    "BadDigest",
    `The ${algorithm.toLowerCase()} you specified for part ${part} did not match what we received.`,
  );

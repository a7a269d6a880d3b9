import type * as sdk from "@aws-sdk/client-s3";
import type { AwsFault } from "../../core/faults";
import type { HttpRequest } from "../../core/http";
import type { LiveFigures } from "../../core/live-figures";
import type { OperationNames } from "../../core/members";
import { formatViolations, type Violation } from "../../core/rules";
import { requestTarget } from "../../protocols/request-target";
import { createRestXml } from "../../protocols/rest-xml";
import type { Services } from "../framework/services";
import { createService, type OperationTable } from "../framework/create-service";
import { applyPolicies } from "./api/bucket-policy/apply-policy";
import { refuseEncryptionHeader } from "./api/encryption-header";
import { createInvalidArgumentFault, createMalformedXmlFault, createNoSuchBucketFault } from "./model/faults";
import { notEmulatedOperations } from "./api/not-emulated";
import {
  abortMultipartUpload,
  completeMultipartUpload,
  createMultipartUpload,
  listMultipartUploads,
} from "./api/multipart-uploads";
import { copyObject } from "./api/copy-object";
import { createBucket, deleteBucket, headBucket, listBuckets, getBucketLocation } from "./api/buckets";
import {
  deleteBucketCors,
  getBucketCors,
  putBucketCors,
  deleteBucketEncryption,
  getBucketEncryption,
  putBucketEncryption,
  getBucketLifecycleConfiguration,
  putBucketLifecycleConfiguration,
  deleteBucketLifecycle,
  getBucketLogging,
  putBucketLogging,
} from "./api/bucket-settings";
import {
  deleteBucketOwnershipControls,
  getBucketOwnershipControls,
  putBucketOwnershipControls,
  deletePublicAccessBlock,
  getPublicAccessBlock,
  putPublicAccessBlock,
  getBucketAcl,
  getObjectAcl,
} from "./api/access";
import { deleteBucketPolicy, getBucketPolicy, putBucketPolicy, getBucketPolicyStatus } from "./api/bucket-policies";
import { deleteObject, deleteObjects } from "./api/delete-objects";
import { deleteObjectTagging, getObjectTagging, putObjectTagging } from "./api/object-tagging";
import { getBucketNotificationConfiguration, putBucketNotificationConfiguration } from "./api/bucket-notifications";
import { getBucketVersioning, putBucketVersioning } from "./api/bucket-versioning";
import { getObject, headObject } from "./api/read-object";
import { getObjectAttributes } from "./api/get-object-attributes";
import { listObjectVersions } from "./api/list-object-versions";
import { listObjectsV2, listObjects } from "./api/list-objects";
import { listParts, uploadPart } from "./api/parts";
import { postObject } from "./api/post-object";
import { putObject } from "./api/put-object";
import { deleteBucketTagging, getBucketTagging, putBucketTagging } from "./api/tags";
import { HEADER_VALUES } from "./api/metadata-words";
import { uploadPartCopy } from "./api/completion";
import type { View } from "../../core/service";
import { toPlainKey } from "./model/keys";
import { toWholeSecondsDate } from "../../core/cloud-time";
import { unpackObject } from "./store/stored-object";

/** The console shows this many objects of each bucket. */
const SHOWN_OBJECTS = 200;

/** The console's data about S3: buckets by name, and the first objects of each. */
function createViews({ s3 }: Services): readonly View[] {
  const buckets = [...s3.listBuckets()].sort((a, b) => (a.name < b.name ? -1 : 1));
  const rows = buckets.map(({ name, document, objects }) => [
    name,
    document.region,
    toWholeSecondsDate(document.createdAt).toISOString(),
    String(objects.size),
  ]);
  return [{ title: "Buckets", columns: ["Name", "Region", "Created", "Objects"], rows }, ...buckets.map(countObjects)];
}

function countObjects({ name, objects }: ReturnType<Services["s3"]["listBuckets"]>[number]): View {
  const rows: string[][] = [];
  for (const [key, object] of objects.listEntriesFrom("")) {
    if (rows.length === SHOWN_OBJECTS) break;
    const { size, modifiedAt, etag } = unpackObject(object);
    rows.push([toPlainKey(key), String(size), toWholeSecondsDate(modifiedAt).toISOString(), etag]);
  }
  const title =
    objects.size > rows.length
      ? `Objects in ${name} (the first ${rows.length} of ${objects.size})`
      : `Objects in ${name}`;
  return { title, columns: ["Key", "Bytes", "Modified", "ETag"], rows };
}

/** The maximum number of bytes of a document in a request: a tag set, a list of keys or parts. */
const LARGEST_DOCUMENT_BYTES = 4 * 1024 * 1024;

/** What AWS's support asks for beside the request's id. It differs between requests, too. */
const createHostId = (requestId: string): string =>
  Buffer.from(`The lab cloud answered ${requestId}; it has no support`).toString("base64");

/** Operations that HTML forms send, and no SDK. */
const formOperations = { PostObject: postObject };

/**
 * S3 looks for the bucket before it asks who calls, as recorded on AWS by LocalStack, 2026-02-21
 * (test_bucket_does_not_exist).
 */
function findUnsignedFault({ s3 }: Services, request: HttpRequest): AwsFault | undefined {
  const { bucket, key } = requestTarget(request);
  const isCreation = request.method === "PUT" && key === undefined && request.query === "";
  if (bucket === undefined || isCreation || s3.findBucket(bucket) !== undefined) return undefined;
  return createNoSuchBucketFault(bucket);
}

/** How many objects each bucket holds. */
const getLiveFigures = ({ s3 }: Services): Readonly<Record<string, LiveFigures>> =>
  Object.fromEntries(s3.listBuckets().map(({ name, objects }) => [name, { objects: objects.size }]));

/** The same operations, with the checks that many of them have in common. */
const guardOperations = <T extends OperationTable<OperationNames<typeof sdk>>>(operations: T): T =>
  refuseEncryptionHeader(applyPolicies(operations));

/** Amazon S3: objects in buckets. */
export const s3 = createService({
  name: "s3",
  signingName: "s3",
  protocols: [
    createRestXml({
      xmlNamespace: "http://s3.amazonaws.com/doc/2006-03-01/",
      headerValues: HEADER_VALUES,
      createHeaders: (requestId) => ({ server: "AmazonS3", "x-amz-id-2": createHostId(requestId) }),
    }),
  ],
  maxBodyBytes: LARGEST_DOCUMENT_BYTES,
  // S3 is the only service with plain, unsigned requests by URL.
  isClaiming: () => true,
  findUnsignedFault,
  createInvalidFault,
  createViews,
  getLiveFigures,
  operations: guardOperations({
    AbortMultipartUpload: abortMultipartUpload,
    CompleteMultipartUpload: completeMultipartUpload,
    CopyObject: copyObject,
    CreateBucket: createBucket,
    CreateMultipartUpload: createMultipartUpload,
    DeleteBucket: deleteBucket,
    DeleteBucketCors: deleteBucketCors,
    DeleteBucketEncryption: deleteBucketEncryption,
    DeleteBucketLifecycle: deleteBucketLifecycle,
    DeleteBucketOwnershipControls: deleteBucketOwnershipControls,
    DeleteBucketPolicy: deleteBucketPolicy,
    DeleteBucketTagging: deleteBucketTagging,
    DeleteObject: deleteObject,
    DeleteObjectTagging: deleteObjectTagging,
    DeleteObjects: deleteObjects,
    DeletePublicAccessBlock: deletePublicAccessBlock,
    GetBucketAcl: getBucketAcl,
    GetBucketCors: getBucketCors,
    GetBucketEncryption: getBucketEncryption,
    GetBucketLifecycleConfiguration: getBucketLifecycleConfiguration,
    GetBucketLocation: getBucketLocation,
    GetBucketLogging: getBucketLogging,
    GetBucketNotificationConfiguration: getBucketNotificationConfiguration,
    GetBucketOwnershipControls: getBucketOwnershipControls,
    GetBucketPolicy: getBucketPolicy,
    GetBucketPolicyStatus: getBucketPolicyStatus,
    GetBucketTagging: getBucketTagging,
    GetBucketVersioning: getBucketVersioning,
    GetObject: getObject,
    GetObjectAcl: getObjectAcl,
    GetObjectAttributes: getObjectAttributes,
    GetObjectTagging: getObjectTagging,
    GetPublicAccessBlock: getPublicAccessBlock,
    HeadBucket: headBucket,
    HeadObject: headObject,
    ListBuckets: listBuckets,
    ListMultipartUploads: listMultipartUploads,
    ListObjectVersions: listObjectVersions,
    ListObjects: listObjects,
    ListObjectsV2: listObjectsV2,
    ListParts: listParts,
    PutBucketCors: putBucketCors,
    PutBucketEncryption: putBucketEncryption,
    PutBucketLifecycleConfiguration: putBucketLifecycleConfiguration,
    PutBucketLogging: putBucketLogging,
    PutBucketNotificationConfiguration: putBucketNotificationConfiguration,
    PutBucketOwnershipControls: putBucketOwnershipControls,
    PutBucketPolicy: putBucketPolicy,
    PutBucketTagging: putBucketTagging,
    PutBucketVersioning: putBucketVersioning,
    PutObject: putObject,
    PutObjectTagging: putObjectTagging,
    PutPublicAccessBlock: putPublicAccessBlock,
    UploadPart: uploadPart,
    UploadPartCopy: uploadPartCopy,
    ...notEmulatedOperations,
    ...formOperations,
  } satisfies OperationTable<OperationNames<typeof sdk>>),
});

/** A violation for a missing member, or inside a document, means that the document does not match its schema. Any other is about a header or the query. */
function createInvalidFault(found: readonly Violation[]): AwsFault {
  if (found.some(({ path, must }) => must === "not be null" || path.includes("."))) return createMalformedXmlFault();
  return createInvalidArgumentFault(formatViolations(found), { name: found[0]?.path ?? "" });
}

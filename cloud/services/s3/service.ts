import type * as sdk from "@aws-sdk/client-s3";
import type { AwsFault } from "../../core/faults";
import type { LiveFigures } from "../../core/live-figures";
import type { OperationNames } from "../../core/operation";
import { formatViolations, type Violation } from "../../core/violations";
import { createRestXml } from "../../protocols/rest-xml";
import type { Services } from "../framework/services";
import { createService, type OperationTable } from "../framework/create-service";
import { applyPolicies } from "./api/bucket-policy/apply-policy";
import { createInvalidArgumentFault, createMalformedXmlFault } from "./model/faults";
import { notEmulatedOperations } from "./api/not-emulated";
import {
  abortMultipartUpload,
  completeMultipartUpload,
  createMultipartUpload,
  listMultipartUploads,
} from "./api/multipart-uploads";
import { copyObject } from "./api/copy-object";
import { createBucket, deleteBucket, headBucket, listBuckets } from "./api/buckets";
import { deleteBucketCors, getBucketCors, putBucketCors } from "./api/bucket-cors";
import { deleteBucketEncryption, getBucketEncryption, putBucketEncryption } from "./api/bucket-encryption";
import {
  deleteBucketOwnershipControls,
  getBucketOwnershipControls,
  putBucketOwnershipControls,
} from "./api/bucket-ownership-controls";
import { deleteBucketPolicy, getBucketPolicy, putBucketPolicy, getBucketPolicyStatus } from "./api/bucket-policies";
import { deleteObject } from "./api/delete-object";
import { deleteObjectTagging, getObjectTagging, putObjectTagging } from "./api/object-tagging";
import { deleteObjects } from "./api/delete-objects";
import { deletePublicAccessBlock, getPublicAccessBlock, putPublicAccessBlock } from "./api/public-access-blocks";
import {
  getBucketLifecycleConfiguration,
  putBucketLifecycleConfiguration,
  deleteBucketLifecycle,
} from "./api/bucket-lifecycle";
import { getBucketLocation } from "./api/get-bucket-location";
import { getBucketLogging, putBucketLogging } from "./api/bucket-logging";
import { getBucketNotificationConfiguration, putBucketNotificationConfiguration } from "./api/bucket-notifications";
import { getBucketVersioning, putBucketVersioning } from "./api/bucket-versioning";
import { getObject, headObject } from "./api/get-object";
import { getObjectAttributes } from "./api/get-object-attributes";
import { listObjectVersions } from "./api/list-object-versions";
import { listObjectsV2, listObjects } from "./api/list-objects-v2";
import { listParts, uploadPart } from "./api/parts";
import { postObject } from "./api/post-object";
import { putObject } from "./api/put-object";
import { createViews } from "./views";
import { getBucketAcl, getObjectAcl } from "./api/acl";
import { deleteBucketTagging, getBucketTagging, putBucketTagging } from "./api/tags";
import { HEADER_VALUES } from "./api/metadata-words";
import { uploadPartCopy } from "./api/completion";

/** The most bytes of a document in a request: a tag set, a list of keys or parts. */
const LARGEST_DOCUMENT_BYTES = 4 * 1024 * 1024;

/** On AWS the id of the answering machine, which AWS's support asks for. Here it is always the same. */
const HOST_ID = Buffer.from("The lab cloud answered; it has one machine, and no support").toString("base64");

/** Operations that HTML forms send, and no SDK. */
const ofForms = { PostObject: postObject };

/** How many objects each bucket holds. */
const getLiveFigures = ({ s3 }: Services): Readonly<Record<string, LiveFigures>> =>
  Object.fromEntries(s3.listBuckets().map(({ name, objects }) => [name, { objects: objects.size }]));

/** Amazon S3: objects in buckets. */
export const s3 = createService({
  name: "s3",
  signingName: "s3",
  protocols: [
    createRestXml({
      xmlNamespace: "http://s3.amazonaws.com/doc/2006-03-01/",
      headerValues: HEADER_VALUES,
      headers: { server: "AmazonS3", "x-amz-id-2": HOST_ID },
    }),
  ],
  maxBodyBytes: LARGEST_DOCUMENT_BYTES,
  // S3 is the only service with plain, unsigned requests by URL.
  isClaiming: () => true,
  createInvalidFault,
  createViews,
  getLiveFigures,
  operations: applyPolicies({
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
    ...ofForms,
  } satisfies OperationTable<OperationNames<typeof sdk>>),
});

/** A violation for a missing member, or inside a document, means that the document does not match its schema. Any other is about a header or the query. */
function createInvalidFault(found: readonly Violation[]): AwsFault {
  if (found.some(({ path, must }) => must === "not be null" || path.includes("."))) return createMalformedXmlFault();
  return createInvalidArgumentFault(formatViolations(found), { name: found[0]?.path ?? "" });
}

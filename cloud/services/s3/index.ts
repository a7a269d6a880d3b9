import type * as sdk from "@aws-sdk/client-s3";
import type { AwsFault } from "../../core/faults";
import type { LiveFigures } from "../../core/live-figures";
import type { OperationNames } from "../../core/operation";
import { formatViolations, type Violation } from "../../core/violations";
import { createRestXml } from "../../protocols/rest-xml";
import type { Lab } from "../lab";
import { createService, type OperationTable } from "../service";
import { applyPolicies } from "./bucket-policy/apply-policy";
import { createInvalidArgumentFault, createMalformedXmlFault } from "./faults";
import { HEADER_VALUES } from "./header-values";
import { notEmulatedOperations } from "./not-emulated";
import { abortMultipartUpload } from "./operations/abort-multipart-upload";
import { completeMultipartUpload } from "./operations/complete-multipart-upload";
import { copyObject } from "./operations/copy-object";
import { createBucket } from "./operations/create-bucket";
import { createMultipartUpload } from "./operations/create-multipart-upload";
import { deleteBucket } from "./operations/delete-bucket";
import { deleteBucketCors } from "./operations/delete-bucket-cors";
import { deleteBucketEncryption } from "./operations/delete-bucket-encryption";
import { deleteBucketLifecycle } from "./operations/delete-bucket-lifecycle";
import { deleteBucketOwnershipControls } from "./operations/delete-bucket-ownership-controls";
import { deleteBucketPolicy } from "./operations/delete-bucket-policy";
import { deleteBucketTagging } from "./operations/delete-bucket-tagging";
import { deleteObject } from "./operations/delete-object";
import { deleteObjectTagging } from "./operations/delete-object-tagging";
import { deleteObjects } from "./operations/delete-objects";
import { deletePublicAccessBlock } from "./operations/delete-public-access-block";
import { getBucketAcl, getObjectAcl } from "./operations/get-acl";
import { getBucketCors } from "./operations/get-bucket-cors";
import { getBucketEncryption } from "./operations/get-bucket-encryption";
import { getBucketLifecycleConfiguration } from "./operations/get-bucket-lifecycle-configuration";
import { getBucketLocation } from "./operations/get-bucket-location";
import { getBucketLogging } from "./operations/get-bucket-logging";
import { getBucketNotificationConfiguration } from "./operations/get-bucket-notification-configuration";
import { getBucketOwnershipControls } from "./operations/get-bucket-ownership-controls";
import { getBucketPolicy } from "./operations/get-bucket-policy";
import { getBucketPolicyStatus } from "./operations/get-bucket-policy-status";
import { getBucketTagging } from "./operations/get-bucket-tagging";
import { getBucketVersioning } from "./operations/get-bucket-versioning";
import { getObject } from "./operations/get-object";
import { getObjectAttributes } from "./operations/get-object-attributes";
import { getObjectTagging } from "./operations/get-object-tagging";
import { getPublicAccessBlock } from "./operations/get-public-access-block";
import { headBucket } from "./operations/head-bucket";
import { headObject } from "./operations/head-object";
import { listBuckets } from "./operations/list-buckets";
import { listMultipartUploads } from "./operations/list-multipart-uploads";
import { listObjectVersions } from "./operations/list-object-versions";
import { listObjects } from "./operations/list-objects";
import { listObjectsV2 } from "./operations/list-objects-v2";
import { listParts } from "./operations/list-parts";
import { postObject } from "./operations/post-object";
import { putBucketCors } from "./operations/put-bucket-cors";
import { putBucketEncryption } from "./operations/put-bucket-encryption";
import { putBucketLifecycleConfiguration } from "./operations/put-bucket-lifecycle-configuration";
import { putBucketLogging } from "./operations/put-bucket-logging";
import { putBucketNotificationConfiguration } from "./operations/put-bucket-notification-configuration";
import { putBucketOwnershipControls } from "./operations/put-bucket-ownership-controls";
import { putBucketPolicy } from "./operations/put-bucket-policy";
import { putBucketTagging } from "./operations/put-bucket-tagging";
import { putBucketVersioning } from "./operations/put-bucket-versioning";
import { putObject } from "./operations/put-object";
import { putObjectTagging } from "./operations/put-object-tagging";
import { putPublicAccessBlock } from "./operations/put-public-access-block";
import { uploadPart } from "./operations/upload-part";
import { uploadPartCopy } from "./operations/upload-part-copy";
import { createViews } from "./views";

/** The most bytes of a document in a request: a tag set, a list of keys or parts. */
const LARGEST_DOCUMENT_BYTES = 4 * 1024 * 1024;

/** On AWS the id of the answering machine, which AWS's support asks for. Here it is always the same. */
const HOST_ID = Buffer.from("The lab cloud answered; it has one machine, and no support").toString("base64");

/** Operations that HTML forms send, and no SDK. */
const ofForms = { PostObject: postObject };

/** How many objects each bucket holds. */
const getLiveFigures = ({ s3 }: Lab): Readonly<Record<string, LiveFigures>> =>
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

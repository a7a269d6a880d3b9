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
import {
  abortMultipartUpload,
  completeMultipartUpload,
  createMultipartUpload,
  listMultipartUploads,
} from "./operations/multipart-uploads";
import { copyObject } from "./operations/copy-object";
import { createBucket, deleteBucket, headBucket, listBuckets } from "./operations/buckets";
import { deleteBucketCors, getBucketCors, putBucketCors } from "./operations/bucket-cors";
import { deleteBucketEncryption, getBucketEncryption, putBucketEncryption } from "./operations/bucket-encryption";
import { deleteBucketLifecycle } from "./operations/delete-bucket-lifecycle";
import {
  deleteBucketOwnershipControls,
  getBucketOwnershipControls,
  putBucketOwnershipControls,
} from "./operations/bucket-ownership-controls";
import { deleteBucketPolicy, getBucketPolicy, putBucketPolicy } from "./operations/bucket-policies";
import { deleteBucketTagging, getBucketTagging, putBucketTagging } from "./operations/bucket-tagging";
import { deleteObject } from "./operations/delete-object";
import { deleteObjectTagging, getObjectTagging, putObjectTagging } from "./operations/object-tagging";
import { deleteObjects } from "./operations/delete-objects";
import { deletePublicAccessBlock, getPublicAccessBlock, putPublicAccessBlock } from "./operations/public-access-blocks";
import { getBucketAcl, getObjectAcl } from "./operations/get-acl";
import { getBucketLifecycleConfiguration, putBucketLifecycleConfiguration } from "./operations/bucket-lifecycle";
import { getBucketLocation } from "./operations/get-bucket-location";
import { getBucketLogging, putBucketLogging } from "./operations/bucket-logging";
import {
  getBucketNotificationConfiguration,
  putBucketNotificationConfiguration,
} from "./operations/bucket-notifications";
import { getBucketPolicyStatus } from "./operations/get-bucket-policy-status";
import { getBucketVersioning, putBucketVersioning } from "./operations/bucket-versioning";
import { getObject } from "./operations/get-object";
import { getObjectAttributes } from "./operations/get-object-attributes";
import { headObject } from "./operations/head-object";
import { listObjectVersions } from "./operations/list-object-versions";
import { listObjects } from "./operations/list-objects";
import { listObjectsV2 } from "./operations/list-objects-v2";
import { listParts, uploadPart } from "./operations/parts";
import { postObject } from "./operations/post-object";
import { putObject } from "./operations/put-object";
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

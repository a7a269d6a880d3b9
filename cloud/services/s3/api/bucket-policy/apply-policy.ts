import type { Caller } from "../../../../core/call";
import type { AwsFault } from "../../../../core/faults";
import type { OmittedOperation, Operation } from "../../../../core/members";
import type { Services } from "../../../framework/services";
import { createDeniedByPolicyFault } from "../../model/faults";
import type { Bucket } from "../../model/bucket";
import { isDenied, createS3Arn, type PolicyQuestion } from "../../model/denials";

/** The members of a request on a bucket or an object; the member rules have been checked. */
interface BucketRequest {
  readonly Bucket: string;
  readonly Key?: string | undefined;
  readonly VersionId?: string | undefined;
  readonly Tagging?: string | undefined;
}

type ActionsOf = (request: BucketRequest) => readonly string[];

const listWriteActions: ActionsOf = ({ Tagging }) =>
  Tagging === undefined ? ["s3:PutObject"] : ["s3:PutObject", "s3:PutObjectTagging"];

/** `s3:GetObjectTagging`, and `s3:GetObjectVersionTagging` where a version is named. */
const createVersionActions =
  (verb: string, subject = ""): ActionsOf =>
  ({ VersionId }) => [`s3:${verb}Object${VersionId === undefined ? "" : "Version"}${subject}`];

const reads = createVersionActions("Get");

/**
 * The action that S3 checks in the bucket's policy, by operation, for the object that the request names. Operations
 * that name other objects too (DeleteObjects, forms, the sources of copies) make these checks themselves.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html
 */
const ASKED: Readonly<Record<string, ActionsOf>> = {
  AbortMultipartUpload: () => ["s3:AbortMultipartUpload"],
  CompleteMultipartUpload: listWriteActions,
  CopyObject: listWriteActions,
  CreateMultipartUpload: listWriteActions,
  DeleteObject: createVersionActions("Delete"),
  DeleteObjectTagging: createVersionActions("Delete", "Tagging"),
  GetObject: reads,
  GetObjectAttributes: (request) => [...reads(request), ...createVersionActions("Get", "Attributes")(request)],
  GetObjectTagging: createVersionActions("Get", "Tagging"),
  HeadObject: reads,
  ListParts: () => ["s3:ListMultipartUploadParts"],
  PutObject: listWriteActions,
  PutObjectTagging: createVersionActions("Put", "Tagging"),
  UploadPart: listWriteActions,
  UploadPartCopy: listWriteActions,
};

/** Requests of an upload that has begun: its beginning has met the conditions on headers, which these don't repeat. */
const AFTER_BEGINNING = ["CompleteMultipartUpload", "UploadPart", "UploadPartCopy"];

/**
 * The actions on buckets. Those on the policy itself are missing, since nobody can deny them to the account's root, whose
 * keys callers have.
 */
const BUCKET_ACTIONS: Readonly<Record<string, string>> = {
  DeleteBucket: "s3:DeleteBucket",
  DeleteBucketCors: "s3:PutBucketCORS",
  DeleteBucketEncryption: "s3:PutEncryptionConfiguration",
  DeleteBucketLifecycle: "s3:PutLifecycleConfiguration",
  DeleteBucketOwnershipControls: "s3:PutBucketOwnershipControls",
  DeleteBucketTagging: "s3:PutBucketTagging",
  DeletePublicAccessBlock: "s3:PutBucketPublicAccessBlock",
  GetBucketAcl: "s3:GetBucketAcl",
  GetBucketCors: "s3:GetBucketCORS",
  GetBucketEncryption: "s3:GetEncryptionConfiguration",
  GetBucketLifecycleConfiguration: "s3:GetLifecycleConfiguration",
  GetBucketLocation: "s3:GetBucketLocation",
  GetBucketLogging: "s3:GetBucketLogging",
  GetBucketNotificationConfiguration: "s3:GetBucketNotification",
  GetBucketOwnershipControls: "s3:GetBucketOwnershipControls",
  GetBucketPolicyStatus: "s3:GetBucketPolicyStatus",
  GetBucketTagging: "s3:GetBucketTagging",
  GetBucketVersioning: "s3:GetBucketVersioning",
  GetPublicAccessBlock: "s3:GetBucketPublicAccessBlock",
  HeadBucket: "s3:ListBucket",
  ListMultipartUploads: "s3:ListBucketMultipartUploads",
  ListObjectVersions: "s3:ListBucketVersions",
  ListObjects: "s3:ListBucket",
  ListObjectsV2: "s3:ListBucket",
  PutBucketCors: "s3:PutBucketCORS",
  PutBucketEncryption: "s3:PutEncryptionConfiguration",
  PutBucketLifecycleConfiguration: "s3:PutLifecycleConfiguration",
  PutBucketLogging: "s3:PutBucketLogging",
  PutBucketNotificationConfiguration: "s3:PutBucketNotification",
  PutBucketOwnershipControls: "s3:PutBucketOwnershipControls",
  PutBucketTagging: "s3:PutBucketTagging",
  PutBucketVersioning: "s3:PutBucketVersioning",
  PutPublicAccessBlock: "s3:PutBucketPublicAccessBlock",
};

const getActions = (operation: string): ActionsOf | undefined => {
  const action = BUCKET_ACTIONS[operation];
  return action === undefined ? ASKED[operation] : () => [action];
};

/** The same operations, each with a check of the bucket's policy before it runs. */
export function applyPolicies<T extends Readonly<Record<string, Operation<Services> | OmittedOperation>>>(
  operations: T,
): T {
  const entries = Object.entries(operations).map(([name, entry]) => {
    const actionsOf = getActions(name);
    return [name, actionsOf === undefined || entry.kind !== "operation" ? entry : applyPolicy(entry, actionsOf, name)];
  });
  // The border: the same names, and for each an entry of the same kind.
  return Object.fromEntries(entries) as T;
}

const applyPolicy = (operation: Operation<Services>, actionsOf: ActionsOf, name: string): Operation<Services> => ({
  ...operation,
  handle(services, input, call) {
    // The border: each operation in the table has declared these members.
    const request = input as unknown as BucketRequest;
    const bucket = services.s3.findBucket(request.Bucket);
    // If the bucket does not exist, the operation itself reports the fault.
    if (bucket !== undefined) {
      const headers = AFTER_BEGINNING.includes(name) ? undefined : call.http.headers;
      for (const action of actionsOf(request))
        checkPolicy(bucket, { action, key: request.Key, headers, caller: call.caller });
    }
    return operation.handle(services, input, call);
  },
});

/** A question that names the caller for the message. */
type CallersQuestion = PolicyQuestion & { readonly caller: Caller };

/** @throws AwsFault AccessDenied if the bucket's policy denies everybody the action */
export function checkPolicy(bucket: Bucket, question: CallersQuestion): void {
  const denial = findDenial(bucket, question);
  if (denial !== undefined) throw denial;
}

/** AccessDenied if the bucket's policy denies everybody the action. */
export const findDenial = (bucket: Bucket, { caller, ...question }: CallersQuestion): AwsFault | undefined =>
  isDenied(bucket, question)
    ? createDeniedByPolicyFault(caller.arn, question.action, createS3Arn(bucket.name, question.key))
    : undefined;

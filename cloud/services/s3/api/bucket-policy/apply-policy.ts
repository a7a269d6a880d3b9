import type { Caller } from "../../../../core/call";
import type { OmittedOperation, Operation } from "../../../../core/members";
import type { Services } from "../../../framework/services";
import { createDeniedByPolicyFault } from "../../model/faults";
import type { Bucket } from "../../model/bucket";
import { isDenied, createObjectArn } from "../../model/denials";

/** The members of a request on an object; the member rules have been checked. */
interface ObjectRequest {
  readonly Bucket: string;
  readonly Key: string;
  readonly VersionId?: string | undefined;
  readonly Tagging?: string | undefined;
}

type ActionsOf = (request: ObjectRequest) => readonly string[];

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

/** The same operations, each with a check of the bucket's policy before it runs. */
export function applyPolicies<T extends Readonly<Record<string, Operation<Services> | OmittedOperation>>>(
  operations: T,
): T {
  const entries = Object.entries(operations).map(([name, entry]) => {
    const request = ASKED[name];
    return [name, request === undefined || entry.kind !== "operation" ? entry : applyPolicy(entry, request)];
  });
  // The border: the same names, and for each an entry of the same kind.
  return Object.fromEntries(entries) as T;
}

const applyPolicy = (operation: Operation<Services>, question: ActionsOf): Operation<Services> => ({
  ...operation,
  handle(services, input, call) {
    // The border: each operation in the table has declared these members.
    const request = input as unknown as ObjectRequest;
    const bucket = services.s3.findBucket(request.Bucket);
    // If the bucket does not exist, the operation itself reports the fault.
    if (bucket !== undefined)
      for (const action of question(request)) checkPolicy(bucket, { action, key: request.Key, caller: call.caller });
    return operation.handle(services, input, call);
  },
});

/** @throws AwsFault AccessDenied if the bucket's policy denies everybody the action */
export function checkPolicy(
  bucket: Bucket,
  { action, key, caller }: { readonly action: string; readonly key: string; readonly caller: Caller },
): void {
  if (isDenied(bucket, action, key))
    throw createDeniedByPolicyFault(caller.arn, action, createObjectArn(bucket.name, key));
}

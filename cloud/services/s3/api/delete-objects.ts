import { setImmediate as nextTurn } from "node:timers/promises";
import { DeleteObjects$, DeleteObject$ } from "@aws-sdk/client-s3";
import type * as sdk from "@aws-sdk/client-s3";
import type { Call } from "../../../core/call";
import { AwsFault } from "../../../core/faults";
import { optional, refused, required, structure, type Members } from "../../../core/members";
import { boolean, list, string } from "../../../core/rules";
import { operation } from "../../framework/operation";
import { TRACE_HEADER } from "../../sqs/model/sending/prepare-message";
import type { Bucket } from "../model/bucket";
import { checkDocument } from "./body/check-document";
import { findDenial } from "./bucket-policy/apply-policy";
import { checksumAlgorithm } from "../model/checksums";
import { checkDelete } from "./conditions";
import { createMalformedXmlFault, createNoLockFault } from "../model/faults";
import { bucketMembers, createUnsupportedCondition, objectMembers, versionMembers } from "../model/fields";
import { toPlainKey, parseKey, type StoredKey } from "../model/keys";
import type { ObjectStore } from "../model/object-store";
import { canBeVersion, requireBucket, resolveTarget } from "./request-target";
import type { DeletionResult } from "../model/versions";
import { createInvalidVersionFault } from "./version-faults";

const deleteObjectMembers = {
  ...objectMembers,
  ...versionMembers,
  IfMatch: optional(string()),
  IfMatchLastModifiedTime: createUnsupportedCondition("x-amz-if-match-last-modified-time"),
  IfMatchSize: createUnsupportedCondition("x-amz-if-match-size"),
  MFA: refused(),
  BypassGovernanceRetention: optional(boolean()),
} satisfies Members<sdk.DeleteObjectRequest>;

/**
 * Deletes an object; deleting a missing object succeeds. In a bucket with versions a delete marker hides the object,
 * unless the request names a version, which is deleted for good.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObject.html
 */
export const deleteObject = operation(
  DeleteObject$,
  deleteObjectMembers,
  (cloud, request, call): sdk.DeleteObjectOutput => {
    const address = resolveTarget(cloud, request);
    const { VersionId: version, BypassGovernanceRetention: bypass } = request;
    if (bypass !== undefined) throw createNoLockFault();
    if (version !== undefined && !canBeVersion(address, version)) throw createInvalidVersionFault(version);
    checkDelete(cloud.s3.findObject(address), request.IfMatch);
    const deletionResults = cloud.s3.deleteObjects(address.bucket, [{ key: address.key, version }], cloud.now());
    cloud.s3Notifications.notifyRemoved(address.bucket, deletionResults, call.http.headers[TRACE_HEADER]);
    const [deleted] = deletionResults;
    return {
      ...(deleted?.version === undefined ? {} : { VersionId: deleted.version }),
      ...(deleted?.isMarker === true ? { DeleteMarker: true } : {}),
    };
  },
);

const objectIdentifier = structure({
  Key: required(string()),
  VersionId: optional(string()),
  ETag: optional(string()),
  LastModifiedTime: createUnsupportedCondition("LastModifiedTime"),
  Size: createUnsupportedCondition("Size"),
});

const members = {
  ...bucketMembers,
  RequestPayer: objectMembers.RequestPayer,
  Delete: required(structure({ Objects: required(list(objectIdentifier)), Quiet: optional(boolean()) })),
  ChecksumAlgorithm: optional(checksumAlgorithm),
  MFA: refused(),
  BypassGovernanceRetention: optional(boolean()),
} satisfies Members<sdk.DeleteObjectsRequest>;

const MAX_OBJECTS = 1000;

interface ObjectToDelete {
  readonly Key: string;
  readonly VersionId?: string | undefined;
  readonly ETag?: string | undefined;
}

/**
 * Deletes up to 1,000 objects, all in one write. Each has its own result.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html
 */
export const deleteObjects = operation(
  DeleteObjects$,
  members,
  async (cloud, request, call): Promise<sdk.DeleteObjectsOutput> => {
    const found = requireBucket(cloud, request);
    if (request.BypassGovernanceRetention !== undefined) throw createNoLockFault();
    const { Objects: requested, Quiet: isQuiet = false } = request.Delete;
    if (requested.length === 0 || requested.length > MAX_OBJECTS) throw createMalformedXmlFault();
    await checkDocument(call, true);
    const denials = await listDenials(found, call, requested);
    // From here on, no other request changes the bucket or its objects.
    const bucket = requireBucket(cloud, request);
    const outcomes = requested.map((checkedInput, n) => ({
      checkedInput,
      outcome: findKeyOrError(cloud.s3, { bucket, denial: denials[n] }, checkedInput),
    }));
    const deleted = cloud.s3.deleteObjects(
      bucket,
      outcomes.flatMap(({ checkedInput, outcome }) =>
        "storedKey" in outcome ? [{ key: outcome.storedKey, version: checkedInput.VersionId }] : [],
      ),
      cloud.now(),
    );
    cloud.s3Notifications.notifyRemoved(bucket, deleted, call.http.headers[TRACE_HEADER]);
    const Deleted = deleted.map(describeEntry);
    const Errors = outcomes.flatMap(({ outcome }): sdk._Error[] => ("storedKey" in outcome ? [] : [outcome]));
    return { ...(isQuiet ? {} : { Deleted }), ...(Errors.length === 0 ? {} : { Errors }) };
  },
);

/** An entry of the answer: a deleted version, or a delete marker that was created or removed. */
const describeEntry = ({ key, version, isMarker = false, isMade = false }: DeletionResult): sdk.DeletedObject => ({
  Key: toPlainKey(key),
  ...(version === undefined || isMade ? {} : { VersionId: version }),
  ...(isMarker ? { DeleteMarker: true, DeleteMarkerVersionId: version } : {}),
});

/** Unlike in DeleteObject, a wrong version fails only its own key (recorded on AWS by LocalStack, 2026-02-21). */
const createNoSuchVersionError = (Key: string, VersionId: string): sdk._Error => ({
  Key,
  VersionId,
  Code: "NoSuchVersion",
  Message: "The specified version does not exist.",
});

/**
 * Why the bucket's policy denies the deletion of objects, by their index. A policy full of wildcards takes milliseconds for each key, so other
 * requests get their turn after each.
 */
async function listDenials(
  bucket: Bucket,
  { caller, http: { headers } }: Pick<Call, "caller" | "http">,
  requested: readonly ObjectToDelete[],
): Promise<readonly (AwsFault | undefined)[]> {
  if (bucket.document.settings?.policy === undefined) return [];
  const denials: (AwsFault | undefined)[] = [];
  for (const { Key, VersionId } of requested) {
    const action = VersionId === undefined ? "s3:DeleteObject" : "s3:DeleteObjectVersion";
    denials.push(findDenial(bucket, { action, key: Key, headers, caller }));
    await nextTurn();
  }
  return denials;
}

function findKeyOrError(
  store: ObjectStore,
  { bucket, denial }: { readonly bucket: Bucket; readonly denial: AwsFault | undefined },
  { Key, ETag, VersionId }: ObjectToDelete,
): { readonly storedKey: StoredKey } | sdk._Error {
  try {
    const storedKey = parseKey(Key);
    if (VersionId !== undefined && !canBeVersion({ bucket, key: storedKey }, VersionId))
      return createNoSuchVersionError(Key, VersionId);
    if (denial !== undefined) throw denial;
    checkDelete(store.findObject({ bucket, key: storedKey }), ETag);
    return { storedKey };
  } catch (error) {
    if (error instanceof AwsFault) return { Key, Code: error.code, Message: error.message };
    throw error;
  }
}

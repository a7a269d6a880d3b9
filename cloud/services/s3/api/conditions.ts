import {
  createConditionalConflictFault,
  createHeaderNotImplementedFault,
  createNoSuchKeyFault,
  createNotModifiedFault,
  createPreconditionFailedFault,
} from "../model/faults";

/** The properties of an existing object that conditions compare with. */
export interface CurrentObject {
  /** Without quotes. */
  readonly etag: string;
  /** ms since the epoch. */
  readonly modifiedAt: number;
}

/** The conditions of a read, or on the source of a copy. */
interface ReadConditions {
  readonly ifMatch: string | undefined;
  readonly ifNoneMatch: string | undefined;
  readonly ifModifiedSince: Date | undefined;
  readonly ifUnmodifiedSince: Date | undefined;
}

/** Whether a list of ETags, quoted or not, weak or not, contains an ETag; `*` matches any object. */
const hasEtag = (list: string, etag: string): boolean =>
  list.split(",").some((item) => {
    const requested = item
      .trim()
      .replace(/^W\//, "")
      .replace(/^"(.*)"$/, "$1");
    return requested === "*" || requested === etag;
  });

/** Cut to whole seconds, as HTTP dates are. */
const toWholeSeconds = (ms: number): number => Math.floor(ms / 1000);

/**
 * How far in the future an `If-Modified-Since` may be, in ms. AWS heeds a time in a minute, as S3Mock's authors saw it,
 * and ignores one in a day, as LocalStack recorded it. The limit between them is not known; this is S3's limit for the
 * clocks of clients.
 */
const MAX_AHEAD_MS = 15 * 60 * 1000;

/**
 * The first condition of a read that does not hold, by RFC 9110: `If-Match` overrides `If-Unmodified-Since`, and
 * `If-None-Match` overrides `If-Modified-Since`.
 *
 * @param now ms since the epoch
 */
function findFailedCondition(current: CurrentObject, conditions: ReadConditions, now: number): string | undefined {
  const { ifMatch, ifNoneMatch, ifModifiedSince, ifUnmodifiedSince } = conditions;
  const modified = toWholeSeconds(current.modifiedAt);
  if (ifMatch !== undefined) {
    if (!hasEtag(ifMatch, current.etag)) return "If-Match";
  } else if (ifUnmodifiedSince !== undefined && modified > toWholeSeconds(ifUnmodifiedSince.getTime()))
    return "If-Unmodified-Since";
  if (ifNoneMatch !== undefined) return hasEtag(ifNoneMatch, current.etag) ? "If-None-Match" : undefined;
  if (ifModifiedSince === undefined || ifModifiedSince.getTime() > now + MAX_AHEAD_MS) return undefined;
  return modified <= toWholeSeconds(ifModifiedSince.getTime()) ? "If-Modified-Since" : undefined;
}

/**
 * Checks the conditions of GetObject and HeadObject.
 *
 * @throws AwsFault PreconditionFailed, or 304 with the ETag if the client already has the object
 */
export function checkRead(current: CurrentObject, conditions: ReadConditions, now: number): void {
  const failed = findFailedCondition(current, conditions, now);
  if (failed === undefined) return;
  if (failed === "If-Match" || failed === "If-Unmodified-Since") throw createPreconditionFailedFault(failed);
  throw createNotModifiedFault({
    etag: `"${current.etag}"`,
    "last-modified": new Date(current.modifiedAt).toUTCString(),
  });
}

/**
 * Checks the conditions on the source of a copy, which all fail with the same fault.
 *
 * @throws AwsFault PreconditionFailed
 */
export function checkCopySource(current: CurrentObject, conditions: ReadConditions, now: number): void {
  const failed = findFailedCondition(current, conditions, now);
  if (failed !== undefined) throw createPreconditionFailedFault(`x-amz-copy-source-${failed}`);
}

interface WriteConditions {
  readonly ifMatch: string | undefined;
  readonly ifNoneMatch: string | undefined;
}

/**
 * Checks that S3 supports a write's conditions: `If-None-Match: *` or `If-Match: <ETag>`, not both.
 *
 * @throws AwsFault NotImplemented
 */
export function checkWriteForm({ ifMatch, ifNoneMatch }: WriteConditions): void {
  if (ifMatch !== undefined && ifNoneMatch !== undefined) {
    throw createHeaderNotImplementedFault(
      "If-Match,If-None-Match",
      "Multiple conditional request headers present in the request",
    );
  }
  const refuse = (header: string) =>
    createHeaderNotImplementedFault(header, `We don't accept the provided value of ${header} header for this API`);
  if (ifNoneMatch !== undefined && ifNoneMatch !== "*") throw refuse("If-None-Match");
  if (ifMatch === "*") throw refuse("If-Match");
}

/**
 * Checks a write's conditions against the current object. Must be called in the same turn of the event loop as the
 * write itself.
 *
 * @param current undefined if there is no such object
 * @throws AwsFault PreconditionFailed; NoSuchKey for `If-Match` without an object
 */
export function checkWrite(
  key: string,
  current: CurrentObject | undefined,
  { ifMatch, ifNoneMatch }: WriteConditions,
): void {
  if (ifNoneMatch !== undefined && current !== undefined) throw createPreconditionFailedFault("If-None-Match");
  if (ifMatch === undefined) return;
  if (current === undefined) throw createNoSuchKeyFault(key);
  if (!hasEtag(ifMatch, current.etag)) throw createPreconditionFailedFault("If-Match");
}

/**
 * Checks the conditions of a request that completes an upload. They also fail if the object was written or deleted
 * while the upload was in progress, even if the current object satisfies them (recorded on AWS by LocalStack,
 * 2026-02-21, test_multipart_if_match_with_put and others).
 *
 * @throws AwsFault as `checkWrite`, ConditionalRequestConflict
 */
export function checkComplete(
  { key, wasOvertaken }: { readonly key: string; readonly wasOvertaken: boolean },
  current: CurrentObject | undefined,
  conditions: WriteConditions,
): void {
  checkWrite(key, current, conditions);
  if (!wasOvertaken) return;
  if (conditions.ifMatch !== undefined) throw createConditionalConflictFault("If-Match", key);
  if (conditions.ifNoneMatch !== undefined) throw createConditionalConflictFault("If-None-Match", key);
}

/**
 * Checks the condition of a delete.
 *
 * @param ifMatch an ETag, or `*` for any existing object
 * @throws AwsFault PreconditionFailed
 */
export function checkDelete(current: CurrentObject | undefined, ifMatch: string | undefined): void {
  if (ifMatch !== undefined && (current === undefined || !hasEtag(ifMatch, current.etag)))
    throw createPreconditionFailedFault("If-Match");
}

import {
  type GetObjectOutput,
  GetObject$,
  type GetObjectRequest,
  HeadObject$,
  type HeadObjectOutput,
  type HeadObjectRequest,
} from "@aws-sdk/client-s3";
import type { Call } from "../../../core/call";
import { optional, type Members } from "../../../core/members";
import { oneOf, string, timestamp } from "../../../core/rules";
import type { Services } from "../../framework/services";
import { countRangeBytes, type ByteRange, createWholeRange } from "../store/byte-range";
import { formatChecksum, formatChecksumValue } from "../model/checksums";
import { checkRead } from "./conditions";
import { describeExpiration } from "./expiration";
import { createNotInHeaderFault, createInvalidPartNumberFault, createInvalidRequestFault } from "../model/faults";
import { customerKeyMembers, objectMembers, partNumber, readConditionMembers, versionMembers } from "../model/fields";
import { requireUsableKey } from "./put-object";
import { encodeMetadata } from "./metadata-words";
import { requireObject, describeVersion } from "./request-target";
import { quoteEtag, describeEncryption, getStorageClass } from "./spelling";
import { toWholeSecondsDate } from "../../../core/cloud-time";
import type { ContentHeaders, StoredObject } from "../store/stored-object";
import { parseRange } from "../model/byte-range";
import type { Readable } from "node:stream";
import { operation } from "../../framework/operation";

/** The bytes of an object that a request reads. */
interface RequestedBytes {
  readonly range: ByteRange;
  /** Whether the request names a part or a range, even one with all bytes of the object. */
  readonly isPartial: boolean;
  /** The requested part's number, and the object's number of parts. */
  readonly part?:
    | { readonly number: number; readonly count: number; readonly checksum: string | undefined }
    | undefined;
}

/**
 * The bytes that a Range header or a part number requests.
 *
 * @throws AwsFault InvalidRange, InvalidPartNumber, or InvalidRequest if both are given
 */
function selectBytes(
  object: StoredObject,
  request: { readonly Range?: string | undefined; readonly PartNumber?: number | undefined },
): RequestedBytes {
  const { Range, PartNumber } = request;
  if (PartNumber !== undefined) {
    if (Range !== undefined)
      throw createInvalidRequestFault("Cannot specify both Range header and partNumber query parameter");
    return findPartBytes(object, PartNumber);
  }
  const range = Range === undefined ? undefined : parseRange(Range, object.size);
  return { range: range ?? createWholeRange(object.size), isPartial: range !== undefined };
}

function findPartBytes({ size, details }: StoredObject, number: number): RequestedBytes {
  // An object that was put in one piece counts as one part.
  const parts = details.parts ?? [[size] as const];
  const part = parts[number - 1];
  if (part === undefined) throw createInvalidPartNumberFault(number, parts.length);
  const first = parts.slice(0, number - 1).reduce((sum, [bytes]) => sum + bytes, 0);
  const range = { first, last: first + part[0] - 1 };
  if (details.parts === undefined) return { range, isPartial: size > 0 };
  return { range, isPartial: true, part: { number, count: parts.length, checksum: part[1] } };
}

/** The members of GetObject and HeadObject, which differ only in the answer's body. */
const readMembers = {
  ...objectMembers,
  ...versionMembers,
  ...readConditionMembers,
  ...customerKeyMembers,
  Range: optional(string()),
  PartNumber: optional(partNumber),
  ChecksumMode: optional(oneOf(["ENABLED"])),
  ResponseCacheControl: optional(string()),
  ResponseContentDisposition: optional(string()),
  ResponseContentEncoding: optional(string()),
  ResponseContentLanguage: optional(string()),
  ResponseContentType: optional(string()),
  ResponseExpires: optional(timestamp()),
};

/** A read that passed its rules. */
interface ReadRequest {
  readonly Bucket: string;
  readonly Key: string;
  readonly VersionId?: string | undefined;
  readonly ExpectedBucketOwner?: string | undefined;
  readonly IfMatch?: string | undefined;
  readonly IfNoneMatch?: string | undefined;
  readonly IfModifiedSince?: Date | undefined;
  readonly IfUnmodifiedSince?: Date | undefined;
  readonly Range?: string | undefined;
  readonly PartNumber?: number | undefined;
  readonly ChecksumMode?: string | undefined;
  readonly ResponseCacheControl?: string | undefined;
  readonly ResponseContentDisposition?: string | undefined;
  readonly ResponseContentEncoding?: string | undefined;
  readonly ResponseContentLanguage?: string | undefined;
  readonly ResponseContentType?: string | undefined;
  readonly ResponseExpires?: Date | undefined;
}

/** An object to read, and the requested bytes of it. */
interface ReadableObject {
  readonly object: StoredObject;
  readonly bytes: RequestedBytes;
  /** Holds the version if the bucket keeps versions. */
  readonly version: { readonly VersionId?: string };
  readonly expiration: { readonly Expiration?: string };
}

/**
 * Finds the object and bytes that a request reads, and checks its conditions.
 *
 * @throws AwsFault NoSuchBucket, NoSuchKey, PreconditionFailed, 304, InvalidRange, InvalidPartNumber
 */
function requireReadable(services: Services, request: ReadRequest): ReadableObject {
  const { address, object } = requireObject(services, request);
  const {
    IfMatch: ifMatch,
    IfNoneMatch: ifNoneMatch,
    IfModifiedSince: ifModifiedSince,
    IfUnmodifiedSince: ifUnmodifiedSince,
  } = request;
  checkRead(object, { ifMatch, ifNoneMatch, ifModifiedSince, ifUnmodifiedSince }, services.now());
  return {
    object,
    bytes: selectBytes(object, request),
    version: describeVersion(address.bucket, object),
    expiration: request.VersionId === undefined ? describeExpiration(address, object) : {},
  };
}

/** The members of a read's answer, all but the body; sets the status of partial answers. */
function describeObject(
  { object, bytes, version, expiration }: ReadableObject,
  request: ReadRequest,
  { reply }: Call,
): Omit<GetObjectOutput, "Body"> {
  const { details, size } = object;
  const { range, isPartial, part } = bytes;
  if (isPartial) reply.status = 206;
  const expires = request.ResponseExpires?.toUTCString() ?? details.headers?.expires;
  if (expires !== undefined) reply.headers["expires"] = expires;
  return {
    AcceptRanges: "bytes",
    LastModified: toWholeSecondsDate(object.modifiedAt),
    ContentLength: countRangeBytes(range),
    ContentRange: isPartial ? `bytes ${range.first}-${range.last}/${size}` : undefined,
    ETag: quoteEtag(object.etag),
    ...describeChecksum({ object, bytes }, request),
    ...version,
    ...expiration,
    ...describeHeaders(details.headers, request),
    Metadata: details.metadata === undefined ? undefined : encodeHeaders(details.metadata),
    PartsCount: part?.count,
    TagCount: details.tags?.length,
    StorageClass: details.storageClass === undefined ? undefined : getStorageClass(details),
    ...describeEncryption(details),
  };
}

const encodeHeaders = (metadata: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(metadata).map(([name, text]) => [name, encodeMetadata(text)]));

/** The headers that are stored with an object, unless the request overrides them. */
const describeHeaders = (headers: ContentHeaders = {}, request: ReadRequest): Partial<GetObjectOutput> => ({
  CacheControl: parseHeaderOverride("cache-control", request.ResponseCacheControl) ?? headers.cacheControl,
  ContentDisposition:
    parseHeaderOverride("content-disposition", request.ResponseContentDisposition) ?? headers.disposition,
  ContentEncoding: parseHeaderOverride("content-encoding", request.ResponseContentEncoding) ?? headers.encoding,
  ContentLanguage: parseHeaderOverride("content-language", request.ResponseContentLanguage) ?? headers.language,
  ContentType:
    parseHeaderOverride("content-type", request.ResponseContentType) ?? headers.type ?? "binary/octet-stream",
});

/**
 * A header's value from a request's URL. It may contain any characters, even line feeds.
 *
 * @throws AwsFault InvalidArgument for a value that no header can hold
 */
function parseHeaderOverride(header: string, value: string | undefined): string | undefined {
  if (value !== undefined && !/^[\t\x20-\x7e\x80-\xff]*$/.test(value))
    throw createNotInHeaderFault({ name: `response-${header}`, value });
  return value;
}

/**
 * S3 returns a checksum only on request, and only of the bytes that it sends: of a whole object, or of one part of a
 * composite one.
 */
function describeChecksum(
  { object, bytes: { range, part } }: Pick<ReadableObject, "object" | "bytes">,
  { ChecksumMode }: ReadRequest,
): Partial<GetObjectOutput> {
  if (ChecksumMode === undefined) return {};
  const { checksum } = object;
  // A composite object's only part also has its own checksum (recorded on AWS by LocalStack, 2026-02-21).
  if (part !== undefined && (part.count > 1 || part.checksum !== undefined)) {
    if (part.checksum === undefined) return {};
    return {
      ...formatChecksumValue({ algorithm: checksum.algorithm, value: part.checksum }),
      ChecksumType: checksum.type,
    };
  }
  return countRangeBytes(range) === object.size ? formatChecksum(checksum) : {};
}

const getObjectMembers = readMembers satisfies Members<GetObjectRequest>;

/** The reply with a body in a form that the protocol accepts: in one piece, or as a stream. */
type Reply = Omit<GetObjectOutput, "Body"> & { readonly Body: Uint8Array | Readable };

/**
 * Returns an object's bytes, or a range or part of them.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
 */
export const getObject = operation(GetObject$, getObjectMembers, (cloud, request, call): Reply => {
  const readable = requireReadable(cloud, request);
  requireUsableKey(cloud, readable.object);
  return {
    ...describeObject(readable, request, call),
    Body: cloud.s3.blobs.read(readable.object.blob, readable.bytes.range),
  };
});

const headObjectMembers = readMembers satisfies Members<HeadObjectRequest>;

/**
 * Returns the same as GetObject, without the bytes.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadObject.html
 */
export const headObject = operation(HeadObject$, headObjectMembers, (cloud, request, call): HeadObjectOutput =>
  describeObject(requireReadable(cloud, request), request, call),
);

import type { Call } from "../../../core/call";
import { createInvalidArgumentFault, createMetadataTooLargeFault } from "../model/faults";
import type { ContentHeaders, ObjectDetails } from "../store/stored-object";
import { decodeMetadata } from "./metadata-words";
import { STANDARD } from "./spelling";
import { parseTagHeader } from "./tags";
import { getStoredEncoding } from "./body/upload-body";

/** The maximum number of bytes of user metadata, names and values together. */
const MAX_METADATA_BYTES = 2 * 1024;

/** The members of a request about a new object's details. */
export interface NewObjectRequest {
  readonly CacheControl?: string | undefined;
  readonly ContentDisposition?: string | undefined;
  readonly ContentEncoding?: string | undefined;
  readonly ContentLanguage?: string | undefined;
  readonly ContentType?: string | undefined;
  readonly Metadata?: Readonly<Record<string, string>> | undefined;
  readonly Tagging?: string | undefined;
  readonly StorageClass?: string | undefined;
  readonly ServerSideEncryption?: string | undefined;
  readonly SSEKMSKeyId?: string | undefined;
  readonly BucketKeyEnabled?: boolean | string | undefined;
}

/**
 * The details of a new object from the headers of a request.
 *
 * @throws AwsFault MetadataTooLarge, or as `parseTagHeader`
 */
export const getRequestedDetails = (
  request: NewObjectRequest,
  call: { readonly http: Pick<Call["http"], "headers"> },
) =>
  // The date is stored unchanged: S3 does not parse it.
  createObjectDetails(
    request.Metadata === undefined ? request : { ...request, Metadata: decodeMetadataValues(request.Metadata) },
    call.http.headers["expires"],
  );

/** As `getRequestedDetails`, for texts that come from a form and not from headers, and so are not encoded. */
export function createObjectDetails(request: NewObjectRequest, expires: string | undefined): ObjectDetails {
  const headers = removeUndefined<ContentHeaders>({
    type: request.ContentType,
    encoding: getStoredEncoding(request.ContentEncoding),
    disposition: request.ContentDisposition,
    language: request.ContentLanguage,
    cacheControl: request.CacheControl,
    expires,
  });
  const metadata = request.Metadata ?? {};
  const metadataBytes = Object.entries(metadata).reduce(
    (sum, [name, value]) => sum + Buffer.byteLength(name) + Buffer.byteLength(value),
    0,
  );
  if (metadataBytes > MAX_METADATA_BYTES) throw createMetadataTooLargeFault(metadataBytes, MAX_METADATA_BYTES);
  const tags = request.Tagging === undefined ? [] : parseTagHeader(request.Tagging);
  return {
    ...(headers === undefined ? {} : { headers }),
    ...(metadataBytes === 0 ? {} : { metadata }),
    ...(tags.length === 0 ? {} : { tags }),
    ...getStorageClass(request),
    ...getKmsLabel(request),
  };
}

const getStorageClass = ({ StorageClass: storageClass }: NewObjectRequest): Pick<ObjectDetails, "storageClass"> =>
  storageClass === undefined || storageClass === STANDARD ? {} : { storageClass };

/** The KMS members of a request, as the object stores them. @throws AwsFault InvalidArgument for a key without the encryption `aws:kms` */
function getKmsLabel(request: NewObjectRequest): Pick<ObjectDetails, "kms"> {
  const { ServerSideEncryption: requested, SSEKMSKeyId: key, BucketKeyEnabled: bucketKey } = request;
  if (requested === "aws:kms")
    return {
      kms: { key, ...(bucketKey === undefined ? {} : { bucketKey: bucketKey === true || bucketKey === "true" }) },
    };
  if (key !== undefined)
    throw createInvalidArgumentFault(
      "Server Side Encryption with AWS KMS managed key requires HTTP header x-amz-server-side-encryption : aws:kms",
      { name: "x-amz-server-side-encryption", value: requested ?? "null" },
    );
  return requested === undefined ? {} : { kms: { isNone: true } };
}

const decodeMetadataValues = (metadata: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(metadata).map(([name, value]) => [name, decodeMetadata(value)]));

function removeUndefined<T extends object>(fields: T): T | undefined {
  const defined = Object.entries(fields).filter(([, value]) => value !== undefined);
  // The border: a subset of the same fields, all of which are optional.
  return defined.length === 0 ? undefined : (Object.fromEntries(defined) as T);
}

import type { Checksum, ChecksumAlgorithm } from "../body/checksums";

/** Headers that S3 keeps with an object and sends again with it; as they came. */
export interface ContentHeaders {
  readonly type?: string | undefined;
  readonly encoding?: string | undefined;
  readonly disposition?: string | undefined;
  readonly language?: string | undefined;
  readonly cacheControl?: string | undefined;
  readonly expires?: string | undefined;
}

/** A tag. */
export type Tag = readonly [key: string, value: string];

/** A part that an object was put together from: its bytes, and its checksum where the object's is composite. */
export type ObjectPart = readonly [size: number, checksum?: string];

/** The key of KMS that an object is told to be encrypted with; undefined for AWS's own. */
export interface KmsLabel {
  readonly key?: string | undefined;
  readonly bucketKey?: boolean | undefined;
  /** The client asked for S3's own encryption: the bucket's default does not count. Never stored. */
  readonly isNone?: boolean;
}

/** What few objects have all of. */
export interface ObjectDetails {
  readonly headers?: ContentHeaders | undefined;
  /** User metadata, names in lower case without their prefix. */
  readonly metadata?: Readonly<Record<string, string>> | undefined;
  readonly tags?: readonly Tag[] | undefined;
  /** A label: it is told as encrypted with this key of KMS. Its bytes lie as all others do. */
  readonly kms?: KmsLabel | undefined;
  /** Of an object in a bucket with versions. */
  readonly version?: string | undefined;
  /** Of an object that came in parts. */
  readonly parts?: readonly ObjectPart[] | undefined;
}

/** A blob, as what names it knows it. */
export interface Blob {
  readonly blob: number;
  /** Bytes. */
  readonly size: number;
}

/** An object in a bucket; its bytes are a blob. */
export interface StoredObject extends Blob {
  /** ms since the epoch. */
  readonly modifiedAt: number;
  /** Without quotes. */
  readonly etag: string;
  readonly checksum: Checksum;
  readonly details: ObjectDetails;
}

/**
 * An object as buckets hold it: one short line of text, since a bucket may hold millions, and an object of six members
 * takes three times the memory.
 */
export type PackedObject = string;

/** Packs an object. */
export function packed({ blob, size, modifiedAt, etag, checksum, details }: StoredObject): PackedObject {
  const line = `${blob} ${size} ${modifiedAt} ${etag} ${checksum.algorithm} ${checksum.value}`;
  const more = JSON.stringify(details);
  return more === "{}" ? line : `${line} ${more}`;
}

const PACKED = /^(\d+) (\d+) (\d+) (\S+) (\S+) (\S+)(?: (.*))?$/s;

/** @throws Error if the text is not a packed object: the index was damaged in a way that its checksums did not see */
export function unpacked(text: PackedObject): StoredObject {
  const [, blob, size, modifiedAt, etag, algorithm, value, more] = PACKED.exec(text) ?? [];
  if (etag === undefined || algorithm === undefined || value === undefined)
    throw new Error(`not a packed object: ${text}`);
  return {
    blob: Number(blob),
    size: Number(size),
    modifiedAt: Number(modifiedAt),
    etag,
    // The border: only `packed` writes these lines.
    checksum: {
      algorithm: algorithm as ChecksumAlgorithm,
      value,
      type: value.includes("-") ? "COMPOSITE" : "FULL_OBJECT",
    },
    details: more === undefined ? {} : (JSON.parse(more) as ObjectDetails),
  };
}

/** The blob of a packed object, without unpacking the rest. */
export const blobOf = (text: PackedObject): Blob => ({
  blob: Number.parseInt(text, 10),
  size: Number.parseInt(text.slice(text.indexOf(" ")), 10),
});

import { createHash } from "node:crypto";

/** The name of a checksum algorithm. */
export type ChecksumAlgorithm = "CRC32" | "CRC32C" | "CRC64NVME" | "SHA1" | "SHA256";

/** A checksum as S3 stores it with an object. */
export interface Checksum {
  readonly algorithm: ChecksumAlgorithm;
  /** Base64; a composite one ends in `-` and its number of parts. */
  readonly value: string;
  /** A checksum of the object's bytes, or of its parts' checksums. */
  readonly type: "FULL_OBJECT" | "COMPOSITE";
}

/** Headers that S3 stores with an object and returns unchanged. */
export interface ContentHeaders {
  readonly type?: string | undefined;
  readonly encoding?: string | undefined;
  readonly disposition?: string | undefined;
  readonly language?: string | undefined;
  readonly cacheControl?: string | undefined;
  readonly expires?: string | undefined;
}

export type Tag = readonly [key: string, value: string];

/** A part of a multipart object: its size in bytes, and its checksum if the object's checksum is composite. */
export type ObjectPart = readonly [size: number, checksum?: string];

/** The KMS key that answers name for an object; undefined for the AWS managed key. */
export interface KmsLabel {
  readonly key?: string | undefined;
  readonly bucketKey?: boolean | undefined;
  /** The client requested S3's own encryption, so the bucket's default does not apply. Never stored. */
  readonly isNone?: boolean;
}

/** Optional details of an object; most objects have few of them. */
export interface ObjectDetails {
  readonly headers?: ContentHeaders | undefined;
  /** User metadata, names in lower case without their prefix. */
  readonly metadata?: Readonly<Record<string, string>> | undefined;
  readonly tags?: readonly Tag[] | undefined;
  /** The KMS key that answers name for the object, which is stored unencrypted all the same. */
  readonly kms?: KmsLabel | undefined;
  /** Undefined for `STANDARD`. */
  readonly storageClass?: string | undefined;
  /** The version id of an object in a bucket with versions. */
  readonly version?: string | undefined;
  /** The parts of a multipart object. */
  readonly parts?: readonly ObjectPart[] | undefined;
  /** The multipart upload that made the object. */
  readonly uploadId?: string | undefined;
}

/** A reference to a blob. */
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
 * The ETag of an object's or a part's bytes: their MD5, unless a KMS key encrypts them. Then it is another one for each
 * write, since AWS hashes what it encrypted (API reference, Object; recorded by LocalStack, 2026-02-21).
 *
 * @param md5 the MD5 of the bytes in hex
 * @param getSalt gives a text that no other write has
 */
export const createEtag = ({ kms }: ObjectDetails, md5: string, getSalt: () => string): string =>
  kms === undefined ? md5 : createHash("md5").update(`${md5} ${getSalt()}`).digest("hex");

/**
 * An object as buckets store it: one short line of text, since a bucket may hold millions, and a JavaScript object with
 * six members takes three times the memory.
 */
export type PackedObject = string;

export function packObject({ blob, size, modifiedAt, etag, checksum, details }: StoredObject): PackedObject {
  const line = `${blob} ${size} ${modifiedAt} ${etag} ${checksum.algorithm} ${checksum.value}`;
  const more = JSON.stringify(details);
  return more === "{}" ? line : `${line} ${more}`;
}

const PACKED = /^(\d+) (\d+) (\d+) (\S+) (\S+) (\S+)(?: (.*))?$/s;

/**
 * @throws Error if the text is not a packed object: the index was damaged in a way that its checksums did not detect
 */
export function unpackObject(text: PackedObject): StoredObject {
  const [, blob, size, modifiedAt, etag, algorithm, value, more] = PACKED.exec(text) ?? [];
  if (etag === undefined || algorithm === undefined || value === undefined)
    throw new Error(`not a packed object: ${text}`);
  return {
    blob: Number(blob),
    size: Number(size),
    modifiedAt: Number(modifiedAt),
    etag,
    // The border: only `packed` makes these lines.
    checksum: {
      algorithm: algorithm as ChecksumAlgorithm,
      value,
      type: value.includes("-") ? "COMPOSITE" : "FULL_OBJECT",
    },
    details: more === undefined ? {} : (JSON.parse(more) as ObjectDetails),
  };
}

/** The blob of a packed object, without unpacking the rest. */
export const getBlob = (text: PackedObject): Blob => ({
  blob: Number.parseInt(text, 10),
  size: Number.parseInt(text.slice(text.indexOf(" ")), 10),
});

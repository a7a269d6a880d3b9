import type { StoredKey } from "./keys";
import type { Blob, Checksum, ChecksumAlgorithm, ObjectDetails } from "../store/stored-object";

/** The checksum that was requested for a multipart upload. */
export interface UploadChecksum {
  readonly algorithm: ChecksumAlgorithm;
  readonly type: Checksum["type"];
}

/** The stored properties of a multipart upload, without its parts. */
export interface UploadDocument {
  readonly key: StoredKey;
  /** ms since the epoch. */
  readonly initiatedAt: number;
  /** The details of the future object. */
  readonly details: ObjectDetails;
  /** Undefined if the client requested none; the object then gets the default checksum. */
  readonly checksum?: UploadChecksum | undefined;
  /** Set if the key's object was written or deleted since the upload began. */
  readonly wasOvertaken?: boolean;
}

export interface UploadedPart extends Blob {
  /** ms since the epoch. */
  readonly modifiedAt: number;
  /** The MD5 of the part's bytes in hex. */
  readonly etag: string;
  /** Base64, by the upload's algorithm; undefined if the upload has none. */
  readonly checksum?: string | undefined;
}

/** A multipart upload in progress. */
export interface Upload {
  readonly id: string;
  document: UploadDocument;
  /** By part number, 1 to 10,000. */
  readonly parts: Map<number, UploadedPart>;
}

import type { Checksum, ChecksumAlgorithm } from "../body/checksums";
import type { HeldKey } from "../keys";
import type { Blob, ObjectDetails } from "./stored-object";

/** The checksum that a multipart upload was asked to have. */
export interface UploadChecksum {
  readonly algorithm: ChecksumAlgorithm;
  readonly type: Checksum["type"];
}

/** What is kept of a multipart upload beside its parts. */
export interface UploadDocument {
  readonly key: HeldKey;
  /** ms since the epoch. */
  readonly initiatedAt: number;
  /** What the object is to have. */
  readonly details: ObjectDetails;
  /** Undefined where the client asked for none; the object then gets the default one. */
  readonly checksum?: UploadChecksum | undefined;
  /** Set when the object was written or deleted since the upload began. */
  readonly wasOvertaken?: boolean;
}

/** A part that was uploaded. */
export interface UploadedPart extends Blob {
  /** ms since the epoch. */
  readonly modifiedAt: number;
  /** The MD5 of its bytes in hex. */
  readonly etag: string;
  /** Base64, of the upload's algorithm; undefined where the upload has none. */
  readonly checksum?: string | undefined;
}

/** A multipart upload under way. */
export interface Upload {
  readonly id: string;
  document: UploadDocument;
  /** By their numbers, 1 to 10,000. */
  readonly parts: Map<number, UploadedPart>;
}

import { isDenied } from "./denials";
import { createWholeRange } from "../store/byte-range";
import { createAccessDeniedFault, createNoSuchKeyFault } from "./faults";
import { toStoredKey, toPlainKey, parseKey } from "./keys";
import type { ObjectStore } from "./object-store";
import { receiveBlob } from "./receive-blob";
import type { Notifications } from "./notifications";
import type { RequestHeaders } from "./policy-conditions";
import { unpackObject } from "../store/stored-object";

/** An object that another service puts. */
export interface NewServiceObject {
  readonly bucket: string;
  readonly key: string;
  /** Returns the bytes; called once. */
  readonly openContent: () => AsyncIterable<Uint8Array>;
  readonly contentType?: string | undefined;
  readonly contentEncoding?: string | undefined;
  /** The KMS key that answers name for the object, which is stored unencrypted all the same. */
  readonly kms?: { readonly key: string | undefined } | undefined;
  /** Time of the object, ms since the epoch, for work scheduled at an instant; now by default. */
  readonly at?: number;
}

/** An object as a file. */
interface ObjectFile {
  readonly key: string;
  /** The path of a plain, complete file with the bytes, which never changes. Its name has no meaning. */
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  /** ms since the epoch. */
  readonly modifiedAt: number;
  /** Without quotes. */
  readonly etag: string;
}

/** Files that stay in place until `release` is called, even if their objects are deleted or replaced meanwhile. */
export interface RetainedFiles {
  /** By key, in S3's order. */
  readonly files: readonly ObjectFile[];
  release(): void;
}

/** The headers with which a service asks for encryption, by which a bucket's policy may refuse it. */
const getEncryptionHeaders = (kms: NewServiceObject["kms"]): RequestHeaders =>
  kms === undefined
    ? {}
    : {
        "x-amz-server-side-encryption": "aws:kms",
        "x-amz-server-side-encryption-aws-kms-key-id": kms.key,
      };

/** The parts of the core that S3ForServices needs. */
interface ServiceCore {
  now(): number;
  readonly storage: { waitUntilDurable(): Promise<void> };
}

/**
 * S3 for other services: Firehose delivers through it, and the query engine reads from it.
 *
 * It gives S3's guarantees (complete objects, on disk before they are acknowledged) without HTTP requests.
 */
export class S3ForServices {
  readonly #core: ServiceCore;
  readonly #store: ObjectStore;
  readonly #createNotifications: (() => Notifications) | undefined;

  /** @param notifications called when an object was put: by then all services are open */
  constructor(core: ServiceCore, store: ObjectStore, notifications?: () => Notifications) {
    this.#core = core;
    this.#store = store;
    this.#createNotifications = notifications;
  }

  /** The folder in which all files of `listFilesUnder` lie. */
  get folder(): string {
    return this.#store.blobs.folder;
  }

  hasBucket(bucket: string): boolean {
    return this.#store.findBucket(bucket) !== undefined;
  }

  /**
   * Puts an object. Resolves when the object is as durable as the cloud's storage promises. The caller records the call
   * in the journal.
   *
   * @throws AwsFault NoSuchBucket, AccessDenied by the bucket's policy, or for invalid keys; any error of reading the
   * content. No object is left then.
   */
  async putObject({
    bucket,
    key,
    openContent,
    contentType,
    contentEncoding,
    kms,
    at,
  }: NewServiceObject): Promise<{ readonly etag: string; readonly size: number }> {
    const target = { bucket: this.#store.requireBucket(bucket), key: parseKey(key) };
    if (isDenied(target.bucket, { action: "s3:PutObject", key, headers: getEncryptionHeaders(kms) }))
      throw createAccessDeniedFault();
    // The algorithm of AWS's own SDKs, which listings of delivered objects on AWS show.
    const {
      blob,
      size,
      md5: etag,
      checksum,
    } = await receiveBlob(this.#store.blobs, openContent(), { algorithm: "CRC32" });
    const details = { headers: { type: contentType, encoding: contentEncoding }, kms };
    const object = this.#store.putObject(target, {
      blob,
      size,
      etag,
      modifiedAt: at ?? this.#core.now(),
      checksum: { ...checksum, type: "FULL_OBJECT" },
      details,
    });
    this.#createNotifications?.().notifyCreated(target, object, { way: "Put" });
    await this.#core.storage.waitUntilDurable();
    return { etag: object.etag, size };
  }

  /**
   * The bytes of an object, in pieces.
   *
   * @throws AwsFault NoSuchBucket, AccessDenied by the bucket's policy, NoSuchKey
   */
  readObject(bucket: string, key: string): AsyncIterable<Uint8Array> {
    const object = this.#store.findObject({ bucket: this.#store.requireBucket(bucket), key: parseKey(key) });
    if (!this.canRead(bucket, key)) throw createAccessDeniedFault();
    if (object === undefined) throw createNoSuchKeyFault(key);
    return this.#store.blobs.readPieces(object.blob, createWholeRange(object.size));
  }

  /** Whether the bucket's policy allows reading this object. Readers of `listFilesUnder`'s files have to check this first. */
  canRead(bucket: string, key: string): boolean {
    const found = this.#store.findBucket(bucket);
    return found === undefined || !isDenied(found, { action: "s3:GetObject", key, headers: {} });
  }

  /**
   * The objects under a prefix as files, for an engine that reads many at once.
   *
   * @param prefix `""` for the whole bucket
   * @throws AwsFault NoSuchBucket
   */
  listFilesUnder(bucket: string, prefix: string): RetainedFiles {
    const held = toStoredKey(prefix);
    const files: ObjectFile[] = [];
    const blobs: number[] = [];
    for (const [key, object] of this.#store.requireBucket(bucket).objects.listEntriesFrom(held)) {
      if (!key.startsWith(held)) break;
      const { blob, size, modifiedAt, etag } = unpackObject(object);
      blobs.push(blob);
      files.push({ key: toPlainKey(key), path: this.#store.blobs.getPlainPath(blob), size, modifiedAt, etag });
    }
    return { files, release: this.#store.blobs.retain(blobs) };
  }
}

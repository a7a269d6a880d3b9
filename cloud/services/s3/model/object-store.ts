import type { Core } from "../../../core/core";
import type { Random } from "../../../../foundation/random";
import { BlobFolder } from "../store/blob-folder";
import { type Bucket, type BucketDocument, type BucketSetting, type ObjectAddress, addDefaultKey } from "./bucket";
import {
  createBucketNotEmptyFault,
  createNoSuchBucketFault,
  createNoSuchUploadFault,
  createVersionsRemainFault,
} from "./faults";
import { IndexLog } from "../store/index-log";
import { IndexState, type Change } from "./index-state";
import { createEtag, packObject, unpackObject, type Blob, type StoredObject, type Tag } from "../store/stored-object";
import type { Upload, UploadDocument, UploadedPart } from "./upload";
import {
  createDeletion,
  findByVersion,
  createRetireChanges,
  getVersion,
  addVersion,
  type DeletionResult,
  type ObjectToDelete,
} from "./versions";
import { createVersionId, ID_ALPHABET, RANDOM_CHARACTERS } from "./keys";

/** For how many ms ListBuckets still lists a deleted bucket. AWS says "temporarily" (LAG-007): the time is an estimate. */
const LISTED_MS = 5_000;
/** For how many ms a deleted bucket's name cannot be taken again. On AWS this may take hours (LAG-007); the time here is an estimate of observations in one region. */
const NAME_RESTS_MS = 30_000;

/** Recently deleted buckets, in a cloud with `--lag`. They are only in memory: a restart forgets them. */
class DeletedBuckets {
  readonly #core: Pick<Core, "lags" | "now">;
  readonly #deleted = new Map<string, { readonly bucket: Bucket; readonly at: number }>();

  constructor(core: Pick<Core, "lags" | "now">) {
    this.#core = core;
  }

  add(bucket: Bucket): void {
    if (this.#core.lags) this.#deleted.set(bucket.name, { bucket, at: this.#core.now() });
  }

  /** Whether a name is still reserved. */
  isReserved(name: string): boolean {
    return this.#isWithin(name, NAME_RESTS_MS);
  }

  /** The deleted buckets that ListBuckets still lists. */
  listDeleted(): readonly Bucket[] {
    return [...this.#deleted.values()]
      .map(({ bucket }) => bucket)
      .filter(({ name }) => this.#isWithin(name, LISTED_MS));
  }

  #isWithin(name: string, ms: number): boolean {
    const deleted = this.#deleted.get(name);
    return deleted !== undefined && this.#core.now() < deleted.at + ms;
  }
}

const UPLOAD_ID_CHARACTERS = 96;
const RULE_CHARACTERS = 48;

/** Throws if the current object must not be replaced. */
export type Check = (current: StoredObject | undefined) => void;

type StoreCore = Pick<Core, "storage" | "random" | "closing" | "log" | "lags" | "now">;

/**
 * All buckets of a cloud: an index in memory and in a log, and the objects' bytes as blobs. A blob is complete before
 * the log refers to it, and the log is written before the index in memory changes. So an acknowledged write survives a
 * kill, and no write is ever half done.
 *
 * Every change happens within one turn of the event loop: a caller that checks something and then changes it without an
 * `await` in between is safe.
 */
export class ObjectStore {
  readonly blobs: BlobFolder;
  /** Recently deleted buckets. */
  readonly deleted: DeletedBuckets;
  readonly #state = new IndexState();
  readonly #log: IndexLog<Change>;
  readonly #random: Random;
  #lastStamp = 0;

  constructor({ storage, random, closing, log, lags, now }: StoreCore) {
    this.deleted = new DeletedBuckets({ lags, now });
    this.#random = random.fork("s3");
    this.#log = new IndexLog(storage, this.#state);
    this.blobs = new BlobFolder(storage.createSubfolder("s3/objects"), storage.survivesPowerLoss);
    closing.add(() => this.blobs.close());
    const unnamed = this.blobs.sweep(() => this.#state.listBlobs(), this.#log.isIncomplete);
    if (unnamed > 0 && this.#log.isIncomplete)
      log(
        `S3: ${unnamed} files in ${this.blobs.folder} belong to no object in the index. They are kept for now, since the index was cut or damaged.`,
      );
    else if (unnamed > 0) log(`S3: files of interrupted writes were removed: ${unnamed}`);
  }

  /** All buckets, in no particular order. */
  listBuckets(): readonly Bucket[] {
    return [...this.#state.listBuckets()];
  }

  /** @returns undefined if there is no bucket of this name */
  findBucket(name: string): Bucket | undefined {
    return this.#state.findBucket(name);
  }

  /** @throws AwsFault NoSuchBucket */
  requireBucket(name: string): Bucket {
    const bucket = this.#state.findBucket(name);
    if (bucket === undefined) throw createNoSuchBucketFault(name);
    return bucket;
  }

  /** Creates a bucket, whose name no other has. */
  createBucket(document: BucketDocument): void {
    this.#commit([["bucket", this.#state.nextBucket, document]]);
  }

  /** Changes a setting of a bucket. @param value in the form of AWS's document; null removes the setting; undefined restores AWS's default */
  setBucket(bucket: Bucket, setting: BucketSetting, value: unknown): void {
    const settings = { ...bucket.document.settings, [setting]: value };
    this.#commit([["bucket", bucket.id, { ...bucket.document, settings }]]);
  }

  setBucketTags(bucket: Bucket, tags: readonly Tag[]): void {
    this.#commit([["bucket", bucket.id, { ...bucket.document, tags }]]);
  }

  /**
   * Deletes a bucket, and its multipart uploads in progress.
   *
   * @throws AwsFault BucketNotEmpty
   */
  deleteBucket(bucket: Bucket): void {
    if (bucket.objects.size > 0) throw createBucketNotEmptyFault(bucket.name);
    if (bucket.past.size > 0) throw createVersionsRemainFault(bucket.name);
    this.#commit([["no bucket", bucket.id]]);
    this.deleted.add(bucket);
  }

  /** @returns undefined if there is no such object */
  findObject({ bucket, key }: ObjectAddress): StoredObject | undefined {
    const object = bucket.objects.get(key);
    return object === undefined ? undefined : unpackObject(object);
  }

  /** A version of a key: an object, or the time of a delete marker; undefined if there is none. */
  findVersion(address: ObjectAddress, version: string): StoredObject | number | undefined {
    return findByVersion(address, version);
  }

  /**
   * Puts an object in place of the current one, which becomes a noncurrent version if the bucket keeps versions. If the
   * put fails, the new object's blob is removed.
   *
   * @param check called with the current object, in the same turn; throws if that must not be replaced
   * @returns the object as it is stored
   * @throws AwsFault NoSuchBucket if the bucket was deleted while the bytes arrived; any error of `check`
   */
  putObject(address: ObjectAddress, object: StoredObject, check: Check = () => undefined): StoredObject {
    return this.#keepOrDrop(object, () => {
      const bucket = this.#requireExisting(address.bucket);
      check(this.findObject(address));
      const encrypted = addDefaultKey(bucket, object);
      const etag = createEtag(encrypted.details, object.etag, () => this.#createVersion(object.modifiedAt));
      const version = addVersion(bucket, { ...encrypted, etag }, () => this.#createVersion(object.modifiedAt));
      this.#commit([...createRetireChanges(address), ["object", bucket.id, address.key, packObject(version)]]);
      return version;
    });
  }

  /** Replaces the tags of an existing object, or of a noncurrent version. */
  setObjectTags({ bucket, key }: ObjectAddress, object: StoredObject, tags: readonly Tag[]): void {
    const tagged = packObject({
      ...object,
      details: { ...object.details, tags: tags.length === 0 ? undefined : tags },
    });
    const current = this.findObject({ bucket, key });
    const isCurrent = current !== undefined && getVersion(current) === getVersion(object);
    this.#commit([
      isCurrent ? ["object", bucket.id, key, tagged] : ["past", bucket.id, key, [getVersion(object), tagged]],
    ]);
  }

  /**
   * Deletes objects; missing ones are skipped. In a bucket without versions all are deleted in one change, or none; in
   * a bucket with versions each deletion is its own change.
   *
   * @param now ms since the epoch
   * @returns the result for each object
   */
  deleteObjects(bucket: Bucket, objectsToDelete: readonly ObjectToDelete[], now: number): readonly DeletionResult[] {
    const deletionResults: DeletionResult[] = [];
    // One after the other, since a key may occur twice, and each change depends on the one before.
    if (bucket.versioning !== undefined) {
      for (const item of objectsToDelete) {
        const { changes, result: outcome } = createDeletion(bucket, item, {
          now,
          createVersion: () => this.#createVersion(now),
        });
        if (changes.length > 0) this.#commit(changes);
        deletionResults.push(outcome);
      }
      return deletionResults;
    }
    const there = new Set(objectsToDelete.map(({ key }) => key).filter((key) => bucket.objects.get(key) !== undefined));
    if (there.size > 0) this.#commit([...there].map((key): Change => ["no object", bucket.id, key]));
    return objectsToDelete.map(({ key }) => ({ key }));
  }

  /** Begins a multipart upload. @returns its id */
  createUpload(bucket: Bucket, document: UploadDocument): string {
    const id = this.#random.drawText(UPLOAD_ID_CHARACTERS, ID_ALPHABET);
    this.#commit([["upload", bucket.id, id, addDefaultKey(bucket, document)]]);
    return id;
  }

  /** @throws AwsFault NoSuchUpload if there is no upload with this id for this key */
  upload({ bucket, key }: ObjectAddress, id: string): Upload {
    const upload = bucket.uploads.get(id);
    if (upload === undefined || upload.document.key !== key) throw createNoSuchUploadFault(id);
    return upload;
  }

  /**
   * Puts a part in place of any part with the same number. If the put fails, the part's blob is removed.
   *
   * @throws AwsFault NoSuchBucket, NoSuchUpload if the bucket or the upload was deleted while the bytes arrived
   */
  putPart(address: ObjectAddress, upload: Upload, [number, part]: readonly [number: number, part: UploadedPart]): void {
    this.#keepOrDrop(part, () => {
      this.upload({ ...address, bucket: this.#requireExisting(address.bucket) }, upload.id);
      this.#commit([["part", address.bucket.id, upload.id, number, part]]);
    });
  }

  /**
   * Completes an upload: puts its object, and ends the upload. If that fails, the object's blob is removed.
   *
   * @throws AwsFault NoSuchBucket, NoSuchUpload if the bucket or the upload was deleted meanwhile; any error of `check`
   */
  completeUpload(
    address: ObjectAddress,
    upload: Upload,
    { object, check }: { readonly object: StoredObject; readonly check: Check },
  ): StoredObject {
    return this.#keepOrDrop(object, () => {
      const bucket = this.#requireExisting(address.bucket);
      this.upload({ ...address, bucket }, upload.id);
      check(this.findObject(address));
      // In this order: a kill in between leaves the object and, harmlessly, its upload.
      const version = addVersion(bucket, addDefaultKey(bucket, object), () => this.#createVersion(object.modifiedAt));
      this.#commit([
        ...createRetireChanges(address),
        ["object", bucket.id, address.key, packObject(version)],
        ["no upload", bucket.id, upload.id],
      ]);
      return version;
    });
  }

  abortUpload(bucket: Bucket, upload: Upload): void {
    this.#commit([["no upload", bucket.id, upload.id]]);
  }

  /** The id for a rule without one. */
  createRuleId(): string {
    return this.#random.drawText(RULE_CHARACTERS, ID_ALPHABET);
  }

  /** @param at ms since the epoch */
  #createVersion(at: number): string {
    this.#lastStamp = Math.max(at * 1000, this.#lastStamp + 1);
    return createVersionId(this.#random.drawText(RANDOM_CHARACTERS, ID_ALPHABET), this.#lastStamp);
  }

  #keepOrDrop<T>(blob: Blob, keep: () => T): T {
    try {
      return keep();
    } catch (error) {
      this.blobs.remove([blob]);
      throw error;
    }
  }

  #requireExisting(bucket: Bucket): Bucket {
    if (this.#state.findBucket(bucket.name) !== bucket) throw createNoSuchBucketFault(bucket.name);
    return bucket;
  }

  #commit(changes: readonly Change[]): void {
    this.#log.append(changes);
    this.blobs.remove(changes.flatMap((change) => this.#state.apply(change)));
  }
}

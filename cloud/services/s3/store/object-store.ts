import type { Core } from "../../../core/core";
import type { Random } from "../../../core/random";
import { BlobFolder } from "./blob-folder";
import type { Bucket, BucketDocument, BucketSetting, ObjectAddress } from "./bucket";
import { bucketNotEmpty, noSuchBucket, noSuchUpload, versionsLeft } from "../faults";
import { labelled } from "./default-label";
import { DeletedBuckets } from "./deleted-buckets";
import { IndexLog } from "./index-log";
import { IndexState, type Change } from "./index-state";
import { packed, unpacked, type Blob, type StoredObject, type Tag } from "./stored-object";
import type { Upload, UploadDocument, UploadedPart } from "./upload";
import { deletion, heldBy, retired, versionOf, withVersion, type Deleted, type Doomed } from "./versions";

const UPLOAD_ID_CHARACTERS = 96;
const VERSION_CHARACTERS = 32;
const RULE_CHARACTERS = 48;
const UPLOAD_ID_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._";

/** Decides whether what is there may be replaced. */
export type Check = (current: StoredObject | undefined) => void;

type StoreCore = Pick<Core, "storage" | "random" | "closing" | "log" | "lags" | "now">;

/**
 * All buckets of a cloud: an index in memory and in a log, and the objects' bytes as blobs. A blob is complete before
 * the log names it, and the log is written before the index in memory changes; so a write that was acknowledged is there
 * after a kill, and one that was not is not half there.
 *
 * Every change happens within one turn: who checks something and then changes it without awaiting in between is safe.
 */
export class ObjectStore {
  readonly blobs: BlobFolder;
  /** Buckets that were deleted a moment ago. */
  readonly deleted: DeletedBuckets;
  readonly #state = new IndexState();
  readonly #log: IndexLog;
  readonly #random: Random;

  constructor({ storage, random, closing, log, lags, now }: StoreCore) {
    this.deleted = new DeletedBuckets({ lags, now });
    this.#random = random.fork("s3");
    this.#log = new IndexLog(storage, this.#state);
    this.blobs = new BlobFolder(storage.subfolder("s3/objects"), storage.survivesPowerLoss);
    closing.add(() => this.blobs.close());
    const swept = this.blobs.sweep(() => this.#state.blobs());
    if (swept > 0) log(`S3: files of interrupted writes were removed: ${swept}`);
  }

  /** All buckets, by name. */
  buckets(): readonly Bucket[] {
    return [...this.#state.buckets()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  /** @returns undefined if there is none of this name */
  findBucket(name: string): Bucket | undefined {
    return this.#state.bucket(name);
  }

  /** @throws AwsFault NoSuchBucket */
  bucket(name: string): Bucket {
    const bucket = this.#state.bucket(name);
    if (bucket === undefined) throw noSuchBucket(name);
    return bucket;
  }

  /** Makes a bucket of a name that no other has. */
  createBucket(document: BucketDocument): void {
    this.#commit([["bucket", this.#state.nextBucket, document]]);
  }

  /** Sets something of a bucket. @param value as AWS's document spells it; null takes it away; undefined makes it as AWS makes buckets */
  setBucket(bucket: Bucket, setting: BucketSetting, value: unknown): void {
    const settings = { ...bucket.document.settings, [setting]: value };
    this.#commit([["bucket", bucket.id, { ...bucket.document, settings }]]);
  }

  setBucketTags(bucket: Bucket, tags: readonly Tag[]): void {
    this.#commit([["bucket", bucket.id, { ...bucket.document, tags }]]);
  }

  /**
   * Deletes a bucket, and the multipart uploads under way in it.
   *
   * @throws AwsFault BucketNotEmpty
   */
  deleteBucket(bucket: Bucket): void {
    if (bucket.objects.size > 0) throw bucketNotEmpty(bucket.name);
    if (bucket.past.size > 0) throw versionsLeft(bucket.name);
    this.#commit([["no bucket", bucket.id]]);
    this.deleted.add(bucket);
  }

  /** @returns undefined if there is no such object */
  object({ bucket, key }: ObjectAddress): StoredObject | undefined {
    const object = bucket.objects.get(key);
    return object === undefined ? undefined : unpacked(object);
  }

  /** What a version of a key holds: an object, the moment of a delete marker, or nothing. */
  version(place: ObjectAddress, version: string): StoredObject | number | undefined {
    return heldBy(place, version);
  }

  /**
   * Puts an object in place of what is there, which stays among its past versions if the bucket keeps versions. If that fails,
   * its blob is removed.
   *
   * @param check told what is there, in the same turn; throws if it must stay
   * @returns the object as it is kept
   * @throws AwsFault NoSuchBucket if the bucket was deleted while the bytes came; what `check` throws
   */
  putObject(place: ObjectAddress, object: StoredObject, check: Check = () => undefined): StoredObject {
    return this.#keepOrDrop(object, () => {
      const bucket = this.#still(place.bucket);
      check(this.object(place));
      const kept = withVersion(bucket, labelled(bucket, object), () => this.#newVersion());
      this.#commit([...retired(place), ["object", bucket.id, place.key, packed(kept)]]);
      return kept;
    });
  }

  /** Replaces the tags of an object that is there, also of one that is a past version. */
  setObjectTags({ bucket, key }: ObjectAddress, object: StoredObject, tags: readonly Tag[]): void {
    const tagged = packed({ ...object, details: { ...object.details, tags: tags.length === 0 ? undefined : tags } });
    const current = this.object({ bucket, key });
    const isCurrent = current !== undefined && versionOf(current) === versionOf(object);
    this.#commit([
      isCurrent ? ["object", bucket.id, key, tagged] : ["past", bucket.id, key, [versionOf(object), tagged]],
    ]);
  }

  /**
   * Deletes objects; those that are not there are left out. A bucket without versions changes once, all or none; in one with
   * versions each deletion is a change of its own.
   *
   * @param now ms since the epoch
   * @returns what became of each
   */
  deleteObjects(bucket: Bucket, doomed: readonly Doomed[], now: number): readonly Deleted[] {
    const told: Deleted[] = [];
    // One after the other: a key may stand there twice, and each change rests on the one before.
    if (bucket.versioning !== undefined) {
      for (const one of doomed) {
        const { changes, told: outcome } = deletion(bucket, one, { now, newVersion: () => this.#newVersion() });
        if (changes.length > 0) this.#commit(changes);
        told.push(outcome);
      }
      return told;
    }
    const there = new Set(doomed.map(({ key }) => key).filter((key) => bucket.objects.get(key) !== undefined));
    if (there.size > 0) this.#commit([...there].map((key): Change => ["no object", bucket.id, key]));
    return doomed.map(({ key }) => ({ key }));
  }

  /** Begins a multipart upload. @returns its id */
  createUpload(bucket: Bucket, document: UploadDocument): string {
    const id = this.#random.text(UPLOAD_ID_CHARACTERS, UPLOAD_ID_ALPHABET);
    this.#commit([["upload", bucket.id, id, labelled(bucket, document)]]);
    return id;
  }

  /** @throws AwsFault NoSuchUpload if there is none of this id for this key */
  upload({ bucket, key }: ObjectAddress, id: string): Upload {
    const upload = bucket.uploads.get(id);
    if (upload === undefined || upload.document.key !== key) throw noSuchUpload(id);
    return upload;
  }

  /**
   * Puts a part in place of the one of its number. If that fails, its blob is removed.
   *
   * @throws AwsFault NoSuchBucket, NoSuchUpload if either went away while the bytes came
   */
  putPart(place: ObjectAddress, upload: Upload, [number, part]: readonly [number: number, part: UploadedPart]): void {
    this.#keepOrDrop(part, () => {
      this.upload({ ...place, bucket: this.#still(place.bucket) }, upload.id);
      this.#commit([["part", place.bucket.id, upload.id, number, part]]);
    });
  }

  /**
   * Ends an upload with its object in place. If that fails, the object's blob is removed.
   *
   * @throws AwsFault NoSuchBucket, NoSuchUpload if either went away meanwhile; what `check` throws
   */
  completeUpload(
    place: ObjectAddress,
    upload: Upload,
    { object, check }: { readonly object: StoredObject; readonly check: Check },
  ): StoredObject {
    return this.#keepOrDrop(object, () => {
      const bucket = this.#still(place.bucket);
      this.upload({ ...place, bucket }, upload.id);
      check(this.object(place));
      // In this order: a kill in between leaves the object and, harmlessly, its upload.
      const kept = withVersion(bucket, labelled(bucket, object), () => this.#newVersion());
      this.#commit([
        ...retired(place),
        ["object", bucket.id, place.key, packed(kept)],
        ["no upload", bucket.id, upload.id],
      ]);
      return kept;
    });
  }

  abortUpload(bucket: Bucket, upload: Upload): void {
    this.#commit([["no upload", bucket.id, upload.id]]);
  }

  /** The name of a rule that its maker did not name. */
  newRuleId(): string {
    return this.#random.text(RULE_CHARACTERS, UPLOAD_ID_ALPHABET);
  }

  #newVersion(): string {
    return this.#random.text(VERSION_CHARACTERS, UPLOAD_ID_ALPHABET);
  }

  #keepOrDrop<T>(blob: Blob, keep: () => T): T {
    try {
      return keep();
    } catch (error) {
      this.blobs.remove([blob]);
      throw error;
    }
  }

  #still(bucket: Bucket): Bucket {
    if (this.#state.bucket(bucket.name) !== bucket) throw noSuchBucket(bucket.name);
    return bucket;
  }

  #commit(changes: readonly Change[]): void {
    this.#log.append(changes);
    this.blobs.remove(changes.flatMap((change) => this.#state.apply(change)));
  }
}

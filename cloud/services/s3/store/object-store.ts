import type { Core } from "../../../core/core";
import type { Random } from "../../../core/random";
import { BlobFolder } from "./blob-folder";
import type { Bucket, BucketDocument, ObjectAddress } from "./bucket";
import { bucketNotEmpty, noSuchBucket, noSuchUpload } from "../faults";
import { IndexLog } from "./index-log";
import { IndexState, type Change } from "./index-state";
import type { HeldKey } from "../keys";
import { packed, unpacked, type Blob, type StoredObject, type Tag } from "./stored-object";
import type { Upload, UploadDocument, UploadedPart } from "./upload";

const UPLOAD_ID_CHARACTERS = 96;
const UPLOAD_ID_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._";

/** Decides whether what is there may be replaced. */
export type Check = (current: StoredObject | undefined) => void;

/**
 * All buckets of a cloud: an index in memory and in a log, and the objects' bytes as blobs. A blob is complete before
 * the log names it, and the log is written before the index in memory changes; so a write that was acknowledged is there
 * after a kill, and one that was not is not half there.
 *
 * Every change happens within one turn: who checks something and then changes it without awaiting in between is safe.
 */
export class ObjectStore {
  readonly blobs: BlobFolder;
  readonly #state = new IndexState();
  readonly #log: IndexLog;
  readonly #random: Random;

  constructor({ storage, random, closing, log }: Pick<Core, "storage" | "random" | "closing" | "log">) {
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
    this.#commit([["no bucket", bucket.id]]);
  }

  /** @returns undefined if there is no such object */
  object({ bucket, key }: ObjectAddress): StoredObject | undefined {
    const object = bucket.objects.get(key);
    return object === undefined ? undefined : unpacked(object);
  }

  /**
   * Puts an object in place of what is there. If that fails, its blob is removed.
   *
   * @param check told what is there, in the same turn; throws if it must stay
   * @throws AwsFault NoSuchBucket if the bucket was deleted while the bytes came; what `check` throws
   */
  putObject(place: ObjectAddress, object: StoredObject, check: Check = () => undefined): void {
    this.#keepOrDrop(object, () => {
      const { id } = this.#still(place.bucket);
      check(this.object(place));
      this.#commit([["object", id, place.key, packed(object)]]);
    });
  }

  /** Replaces the tags of an object that is there. */
  setObjectTags({ bucket, key }: ObjectAddress, object: StoredObject, tags: readonly Tag[]): void {
    const details = { ...object.details, tags: tags.length === 0 ? undefined : tags };
    this.#commit([["object", bucket.id, key, packed({ ...object, details })]]);
  }

  /** Deletes objects, all or none; those that are not there are left out. */
  deleteObjects(bucket: Bucket, keys: readonly HeldKey[]): void {
    const there = new Set(keys.filter((key) => bucket.objects.get(key) !== undefined));
    if (there.size > 0) this.#commit([...there].map((key): Change => ["no object", bucket.id, key]));
  }

  /** Begins a multipart upload. @returns its id */
  createUpload(bucket: Bucket, document: UploadDocument): string {
    const id = this.#random.text(UPLOAD_ID_CHARACTERS, UPLOAD_ID_ALPHABET);
    this.#commit([["upload", bucket.id, id, document]]);
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
  ): void {
    this.#keepOrDrop(object, () => {
      const bucket = this.#still(place.bucket);
      this.upload({ ...place, bucket }, upload.id);
      check(this.object(place));
      // In this order: a kill in between leaves the object and, harmlessly, its upload.
      this.#commit([
        ["object", bucket.id, place.key, packed(object)],
        ["no upload", bucket.id, upload.id],
      ]);
    });
  }

  abortUpload(bucket: Bucket, upload: Upload): void {
    this.#commit([["no upload", bucket.id, upload.id]]);
  }

  #keepOrDrop(blob: Blob, keep: () => void): void {
    try {
      keep();
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

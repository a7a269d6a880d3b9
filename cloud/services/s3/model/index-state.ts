import { Bucket, FIRST_REGION, type BucketDocument, type PastVersion } from "./bucket";
import type { StoredKey } from "./keys";
import { getBlob, type Blob, type PackedObject } from "../store/stored-object";
import type { Upload, UploadDocument, UploadedPart } from "./upload";

/** A change to the index, as the log stores it. Buckets are named by their numbers. */
export type Change =
  | readonly [what: "bucket", bucket: number, document: BucketDocument]
  | readonly [what: "no bucket", bucket: number]
  | readonly [what: "object", bucket: number, key: StoredKey, object: PackedObject]
  | readonly [what: "no object", bucket: number, key: StoredKey]
  | readonly [what: "past", bucket: number, key: StoredKey, version: PastVersion]
  | readonly [what: "no past", bucket: number, key: StoredKey, version: string]
  | readonly [what: "upload", bucket: number, upload: string, document: UploadDocument]
  | readonly [what: "no upload", bucket: number, upload: string]
  | readonly [what: "part", bucket: number, upload: string, number: number, part: UploadedPart];

/** All buckets and their content: the result of all changes so far. */
export class IndexState {
  readonly #byName = new Map<string, Bucket>();
  readonly #byId = new Map<number, Bucket>();
  #highestBucket = 0;

  findBucket(name: string): Bucket | undefined {
    return this.#byName.get(name);
  }

  /** All buckets, in no particular order. */
  listBuckets(): Iterable<Bucket> {
    return this.#byName.values();
  }

  /** A number that no bucket had before. */
  get nextBucket(): number {
    return this.#highestBucket + 1;
  }

  /** How many changes it would take to describe the state. */
  get size(): number {
    let size = this.#byId.size;
    for (const { objects, uploads, past } of this.#byId.values()) {
      size += objects.size + uploads.size;
      for (const [, versions] of past.listEntriesFrom("")) size += versions.length;
      for (const { parts } of uploads.values()) size += parts.size;
    }
    return size;
  }

  /**
   * Applies a change.
   *
   * @returns the blobs that are no longer referred to
   * @throws Error if the change refers to something that does not exist, which is a bug
   */
  apply(change: Change): readonly Blob[] {
    switch (change[0]) {
      case "bucket":
        return this.#setBucket(change[1], change[2]);
      case "no bucket":
        return this.#removeBucket(this.#getBucket(change[1]));
      case "object":
        return this.#setObject(this.#getBucket(change[1]), change[2], change[3]);
      case "no object":
        return this.#setObject(this.#getBucket(change[1]), change[2], undefined);
      case "past":
        return setPast(this.#getBucket(change[1]), change[2], change[3]);
      case "no past":
        return removePast(this.#getBucket(change[1]), change[2], change[3]);
      case "upload":
        this.#getBucket(change[1]).uploads.set(change[2], { id: change[2], document: change[3], parts: new Map() });
        return [];
      case "no upload":
        return this.#removeUpload(this.#getBucket(change[1]), change[2]);
      case "part":
        return this.#setPart(this.#getBucket(change[1]), change);
    }
  }

  /**
   * Applies a change although an earlier one was lost by damage: the part of a lost upload is left out, and a lost
   * bucket is made again, under a name that tells so. It is renamed when a later change brings its document.
   */
  applyWithoutEarlier(change: Change): void {
    const [kind, id] = change;
    if (kind !== "bucket" && !this.#byId.has(id))
      this.#setBucket(id, { name: `recovered-${id}`, createdAt: 0, region: FIRST_REGION, tags: [] });
    if (kind !== "part") this.apply(change);
  }

  /** The fewest changes that give this state. */
  *listChanges(): Generator<Change> {
    for (const { id, document, objects, uploads, past } of this.#byId.values()) {
      yield ["bucket", id, document];
      for (const [key, versions] of past.listEntriesFrom(""))
        for (const version of [...versions].reverse()) yield ["past", id, key, version];
      for (const [key, object] of objects.listEntriesFrom("")) yield ["object", id, key, object];
      for (const upload of uploads.values()) {
        yield ["upload", id, upload.id, upload.document];
        for (const [number, part] of upload.parts) yield ["part", id, upload.id, number, part];
      }
    }
  }

  /** The numbers of all blobs of objects and parts. */
  *listBlobs(): Generator<number> {
    for (const { objects, uploads, past } of this.#byId.values()) {
      for (const [, object] of objects.listEntriesFrom("")) yield getBlob(object).blob;
      for (const [, versions] of past.listEntriesFrom(""))
        for (const [, held] of versions) if (typeof held === "string") yield getBlob(held).blob;
      for (const { parts } of uploads.values()) for (const { blob } of parts.values()) yield blob;
    }
  }

  #getBucket(id: number): Bucket {
    const bucket = this.#byId.get(id);
    if (bucket === undefined) throw new Error(`the S3 index has no bucket number ${id}`);
    return bucket;
  }

  #setBucket(id: number, document: BucketDocument): readonly Blob[] {
    const known = this.#byId.get(id);
    if (known !== undefined) {
      this.#byName.delete(known.name);
      known.document = document;
      this.#byName.set(document.name, known);
    } else {
      const bucket = new Bucket(id, document);
      this.#byId.set(id, bucket);
      this.#byName.set(document.name, bucket);
      this.#highestBucket = Math.max(this.#highestBucket, id);
    }
    return [];
  }

  #removeBucket(bucket: Bucket): readonly Blob[] {
    this.#byId.delete(bucket.id);
    this.#byName.delete(bucket.name);
    return [...bucket.uploads.keys()].flatMap((upload) => this.#removeUpload(bucket, upload));
  }

  #setObject({ objects, uploads, past }: Bucket, key: StoredKey, object: PackedObject | undefined): readonly Blob[] {
    const before = object === undefined ? objects.get(key) : objects.set(key, object);
    if (object === undefined) objects.delete(key);
    const blob = before === undefined ? undefined : getBlob(before);
    // A change of tags keeps the blob.
    if (blob !== undefined && object !== undefined && getBlob(object).blob === blob.blob) return [];
    if (uploads.size > 0) markOvertaken(uploads.values(), key);
    return blob === undefined || isNewestPast(past, key, blob) ? [] : [blob];
  }

  #setPart(bucket: Bucket, [, , id, number, part]: Extract<Change, readonly ["part", ...unknown[]]>): readonly Blob[] {
    const parts = bucket.uploads.get(id)?.parts;
    if (parts === undefined) throw new Error(`the S3 index has no upload ${id}`);
    const before = parts.get(number);
    parts.set(number, part);
    return before === undefined ? [] : [before];
  }

  #removeUpload({ uploads }: Bucket, id: string): readonly Blob[] {
    const parts = uploads.get(id)?.parts;
    uploads.delete(id);
    return parts === undefined ? [] : [...parts.values()];
  }
}

/** Whether a blob belongs to the newest noncurrent version: the object was just moved there, so its blob is kept. */
function isNewestPast(past: Bucket["past"], key: StoredKey, { blob }: Blob): boolean {
  const [, newest] = past.size === 0 ? [] : (past.get(key)?.[0] ?? []);
  return typeof newest === "string" && getBlob(newest).blob === blob;
}

function setPast({ past }: Bucket, key: StoredKey, version: PastVersion): readonly Blob[] {
  const before = past.get(key) ?? [];
  // A change of tags replaces a version in place.
  const isThere = before.some(([first]) => first === version[0]);
  past.set(key, isThere ? before.map((item) => (item[0] === version[0] ? version : item)) : [version, ...before]);
  return [];
}

function removePast({ past, objects }: Bucket, key: StoredKey, version: string): readonly Blob[] {
  const before = past.get(key) ?? [];
  const left = before.filter(([first]) => first !== version);
  if (left.length === 0) past.delete(key);
  else past.set(key, left);
  const current = objects.get(key);
  // A version that became the current object again keeps its blob.
  return before.flatMap(([first, held]) => {
    if (first !== version || typeof held !== "string") return [];
    const blob = getBlob(held);
    return current !== undefined && getBlob(current).blob === blob.blob ? [] : [blob];
  });
}

/** Marks the uploads of a key whose object is written or deleted: their conditions will fail. */
function markOvertaken(uploads: Iterable<Upload>, key: StoredKey): void {
  for (const upload of uploads)
    if (upload.document.key === key && upload.document.wasOvertaken !== true)
      upload.document = { ...upload.document, wasOvertaken: true };
}

import { SortedMap } from "./sorted-map";
import type { HeldKey } from "../keys";
import type { PackedObject, Tag } from "./stored-object";
import type { Upload } from "./upload";

/** What is kept of a bucket beside what lies in it. */
export interface BucketDocument {
  readonly name: string;
  /** ms since the epoch. */
  readonly createdAt: number;
  /** The region that it was made in. */
  readonly region: string;
  readonly tags: readonly Tag[];
}

/** A bucket in memory. Its number tells it from one of the same name that was deleted. */
export class Bucket {
  readonly id: number;
  document: BucketDocument;
  readonly objects = new SortedMap<PackedObject>();
  /** Multipart uploads under way, by their ids. */
  readonly uploads = new Map<string, Upload>();

  constructor(id: number, document: BucketDocument) {
    this.id = id;
    this.document = document;
  }

  get name(): string {
    return this.document.name;
  }
}

/** An object's place. */
export interface ObjectAddress {
  readonly bucket: Bucket;
  readonly key: HeldKey;
}

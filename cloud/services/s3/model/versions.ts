import type { StoredKey } from "./keys";
import { NULL_VERSION, type Bucket, type ObjectAddress, type PastVersion } from "./bucket";
import type { Change } from "./index-state";
import { unpackObject, type PackedObject, type StoredObject } from "../store/stored-object";

/** The result of a deletion. */
export interface DeletionResult {
  readonly key: StoredKey;
  /** The deleted version, or the new delete marker; undefined in a bucket without versions. */
  readonly version?: string;
  /** Whether `version` is a delete marker's. */
  readonly isMarker?: boolean;
  /** Whether the marker was created, not removed. */
  readonly isMade?: boolean;
}

/** An object to delete: a key's current object, or one version. */
export interface ObjectToDelete {
  readonly key: StoredKey;
  readonly version?: string | undefined;
}

/** The version id of an object in answers. */
export const getVersion = (object: StoredObject): string => object.details.version ?? NULL_VERSION;

/** The delete marker that currently hides a key, if there is one. */
export function findHidingMarker({
  bucket,
  key,
}: ObjectAddress): { readonly version: string; readonly createdAt: number } | undefined {
  if (bucket.past.size === 0 || bucket.objects.get(key) !== undefined) return undefined;
  const [version, stored] = bucket.past.get(key)?.[0] ?? [];
  return version !== undefined && typeof stored === "number" ? { version, createdAt: stored } : undefined;
}

/** A version of a key: an object, or the time of a delete marker; undefined if there is none. */
export function findByVersion({ bucket, key }: ObjectAddress, version: string): StoredObject | number | undefined {
  const current = bucket.objects.get(key);
  if (current !== undefined) {
    const object = unpackObject(current);
    if (getVersion(object) === version) return object;
  }
  const [, stored] = bucket.past.get(key)?.find(([first]) => first === version) ?? [];
  return typeof stored === "string" ? unpackObject(stored) : stored;
}

/**
 * The changes that make a key's current object a noncurrent version, before another takes its place.
 *
 * @remarks While versioning is suspended, an object without a version id is replaced, and one with a version id is
 * kept.
 */
export function createRetireChanges({ bucket, key }: ObjectAddress): readonly Change[] {
  if (bucket.versioning === undefined) return [];
  const current = bucket.objects.get(key);
  const version = current === undefined ? undefined : getVersion(unpackObject(current));
  const past = bucket.past.get(key) ?? [];
  const isReplaced = bucket.versioning === "Suspended";
  const stays = current !== undefined && version !== undefined && !(isReplaced && version === NULL_VERSION);
  return [
    ...(isReplaced && past.some(([first]) => first === NULL_VERSION)
      ? [["no past", bucket.id, key, NULL_VERSION] as const]
      : []),
    ...(stays ? [["past", bucket.id, key, [version, current]] as const] : []),
  ];
}

/** The changes that delete an object or version, and the result for the client. @param now ms since the epoch; @param newVersion makes a version's id */
export function createDeletion(
  bucket: Bucket,
  { key, version }: ObjectToDelete,
  { now, createVersion }: { readonly now: number; readonly createVersion: () => string },
): { readonly changes: readonly Change[]; readonly result: DeletionResult } {
  const isThere = bucket.objects.get(key) !== undefined;
  if (bucket.versioning === undefined)
    return { changes: isThere ? [["no object", bucket.id, key]] : [], result: { key } };
  if (version !== undefined) return createVersionDeletion({ bucket, key }, version);
  const marker = bucket.versioning === "Enabled" ? createVersion() : NULL_VERSION;
  const changes: readonly Change[] = [
    ...createRetireChanges({ bucket, key }),
    ...(isThere ? [["no object", bucket.id, key] as const] : []),
    ["past", bucket.id, key, [marker, now]],
  ];
  return { changes, result: { key, version: marker, isMarker: true, isMade: true } };
}

function createVersionDeletion(
  { bucket, key }: ObjectAddress,
  version: string,
): { readonly changes: readonly Change[]; readonly result: DeletionResult } {
  const current = bucket.objects.get(key);
  const past = bucket.past.get(key) ?? [];
  const requested = past.find(([first]) => first === version);
  const details = { key, version, ...(typeof requested?.[1] === "number" ? { isMarker: true } : {}) };
  if (current !== undefined && getVersion(unpackObject(current)) === version) {
    const next = past[0];
    return {
      changes: [createRestoreChange({ bucket, key }, next), ...createRemoveChanges({ bucket, key }, next)],
      result: details,
    };
  }
  if (requested === undefined) return { changes: [], result: details };
  const removal: Change = ["no past", bucket.id, key, version];
  if (current !== undefined || past[0] !== requested) return { changes: [removal], result: details };
  // The delete marker that hid the key is removed: the newest version becomes current again.
  const next = past[1];
  const shown =
    typeof next?.[1] === "string"
      ? [createRestoreChange({ bucket, key }, next), ...createRemoveChanges({ bucket, key }, next)]
      : [];
  return { changes: [removal, ...shown], result: details };
}

/** The change that makes a noncurrent version the current object; with a delete marker, or no version, the key stays without one. */
const createRestoreChange = ({ bucket, key }: ObjectAddress, next: PastVersion | undefined): Change =>
  typeof next?.[1] === "string" ? ["object", bucket.id, key, next[1]] : ["no object", bucket.id, key];

const createRemoveChanges = ({ bucket, key }: ObjectAddress, next: PastVersion | undefined): readonly Change[] =>
  typeof next?.[1] === "string" ? [["no past", bucket.id, key, next[0]]] : [];

/** An object as a bucket stores it: with a new version id if the bucket keeps versions. */
export const addVersion = (bucket: Bucket, object: StoredObject, newVersion: () => string): StoredObject =>
  bucket.versioning === "Enabled" ? { ...object, details: { ...object.details, version: newVersion() } } : object;

/** One line of a listing of versions. */
export interface ListedVersion {
  readonly key: StoredKey;
  readonly version: string;
  readonly isLatest: boolean;
  readonly stored: PackedObject | number;
}

/** All versions of the keys from one on, by key, each key's newest first. */
export function* listVersionsFrom(bucket: Bucket, from: StoredKey): Generator<ListedVersion> {
  const past = bucket.past.listEntriesFrom(from);
  let old = past.next();
  for (const [key, stored] of bucket.objects.listEntriesFrom(from)) {
    // Keys that have only noncurrent versions come in between.
    for (; old.done !== true && old.value[0] < key; old = past.next()) yield* listPast(old.value, true);
    yield { key, stored, version: getVersion(unpackObject(stored)), isLatest: true };
    if (old.done === true || old.value[0] !== key) continue;
    yield* listPast(old.value, false);
    old = past.next();
  }
  for (; old.done !== true; old = past.next()) yield* listPast(old.value, true);
}

/** @param isHidden the key has no current object: its newest entry, a delete marker, is the latest version */
const listPast = (
  [key, versions]: readonly [StoredKey, readonly PastVersion[]],
  isHidden: boolean,
): readonly ListedVersion[] =>
  versions.map(([version, stored], index) => ({ key, version, stored, isLatest: isHidden && index === 0 }));

import type { LiveFigures } from "../../core/live-figures";
import type { Services } from "../framework/services";
import { getKeyAfterPrefix, toStoredKey, type StoredKey } from "../s3/model/keys";
import { splitBucketAndKey } from "../s3/model/location";
import type { StoredTable } from "./model/stored";
import type { StoredPartition } from "./model/partition-batch";

/** The number of objects of each table, by `database.table`: at the table's location, and at its partitions' locations elsewhere in the same bucket. */
export const getLiveFigures = (services: Services): Readonly<Record<string, LiveFigures>> =>
  Object.fromEntries(
    services.glue
      .listDatabases()
      .flatMap(({ definition }) => services.glue.listTables(definition.Name))
      .map((table) => [`${table.database}.${table.definition.Name}`, { objects: countObjects(services, table) }]),
  );

function countObjects({ glue, s3 }: Services, table: StoredTable): number {
  const [bucket, keyPrefix] = parseLocation(table.definition.StorageDescriptor?.Location);
  const objects = s3.findBucket(bucket)?.objects;
  if (objects === undefined) return 0;
  const folders = selectOutermost([keyPrefix, ...listPartitionFolders(glue.getPartitions(table).listAll(), bucket)]);
  return folders.reduce((sum, folder) => sum + objects.countBetween(folder, getKeyAfterPrefix(folder)), 0);
}

/**
 * Cached by the catalog's list of partitions, which is replaced when a partition is added or removed: there may be a
 * hundred thousand.
 */
const known = new WeakMap<readonly StoredPartition[], readonly StoredKey[]>();

function listPartitionFolders(partitions: readonly StoredPartition[], bucket: string): readonly StoredKey[] {
  const before = known.get(partitions);
  if (before !== undefined) return before;
  const paths = partitions.map(({ location }) => parseLocation(location));
  const folders = selectOutermost(paths.flatMap(([of, folder]) => (of === bucket ? [folder] : [])));
  known.set(partitions, folders);
  return folders;
}

/** The folders that are inside no other folder of the list, so that no object is counted twice. */
function selectOutermost(folders: readonly StoredKey[]): StoredKey[] {
  const outer: StoredKey[] = [];
  // In sorted order a folder comes before the folders inside it.
  for (const folder of [...folders].sort()) {
    const last = outer.at(-1);
    if (last === undefined || !folder.startsWith(last)) outer.push(folder);
  }
  return outer;
}

/** A location is a folder, with a slash at its end or without. */
function parseLocation(location = ""): readonly [bucket: string, folder: StoredKey] {
  const { bucket, key } = splitBucketAndKey(location);
  const path = key.replace(/\/+$/, "");
  return [bucket, toStoredKey(path === "" ? "" : `${path}/`)];
}

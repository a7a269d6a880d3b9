import type { LiveFigures } from "../../core/live-figures";
import type { Lab } from "../lab";
import { behindPrefix, heldKey, type HeldKey } from "../s3/keys";
import { bucketAndKey } from "../s3/location";
import type { StoredPartition } from "./stored-partition";
import type { StoredTable } from "./stored";

/** How many objects each table is made of, by `database.table`: those at its location, and those of its partitions elsewhere in that bucket. */
export const live = (lab: Lab): Readonly<Record<string, LiveFigures>> =>
  Object.fromEntries(
    lab.glue
      .databases()
      .flatMap(({ definition }) => lab.glue.tables(definition.Name))
      .map((table) => [`${table.database}.${table.definition.Name}`, { objects: objectsOf(lab, table) }]),
  );

function objectsOf({ glue, s3 }: Lab, table: StoredTable): number {
  const [bucket, own] = folderAt(table.definition.StorageDescriptor?.Location);
  const objects = s3.findBucket(bucket)?.objects;
  if (objects === undefined) return 0;
  const folders = outermost([own, ...partitionFolders(glue.partitions(table).all(), bucket)]);
  return folders.reduce((sum, folder) => sum + objects.countBetween(folder, behindPrefix(folder)), 0);
}

/** By the list that the catalog keeps as long as no partition comes or goes: there may be a hundred thousand. */
const known = new WeakMap<readonly StoredPartition[], readonly HeldKey[]>();

function partitionFolders(partitions: readonly StoredPartition[], bucket: string): readonly HeldKey[] {
  const before = known.get(partitions);
  if (before !== undefined) return before;
  const places = partitions.map(({ location }) => folderAt(location));
  const folders = outermost(places.flatMap(([of, folder]) => (of === bucket ? [folder] : [])));
  known.set(partitions, folders);
  return folders;
}

/** The folders that lie in none of the others: no object is counted twice. */
function outermost(folders: readonly HeldKey[]): HeldKey[] {
  const outer: HeldKey[] = [];
  // One that another lies in comes before it.
  for (const folder of [...folders].sort()) {
    const last = outer.at(-1);
    if (last === undefined || !folder.startsWith(last)) outer.push(folder);
  }
  return outer;
}

/** A location is a folder, with a slash at its end or without. */
function folderAt(location = ""): readonly [bucket: string, folder: HeldKey] {
  const { bucket, key } = bucketAndKey(location);
  const path = key.replace(/\/+$/, "");
  return [bucket, heldKey(path === "" ? "" : `${path}/`)];
}

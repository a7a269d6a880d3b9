import { keysOf } from "../../glue/catalog";
import type { StoredTable } from "../../glue/stored";
import type { DdlOf } from "../ddl/statements";
import { nameIsNull, pathOfView } from "../hive-fault";
import { bucketAndKey } from "../../s3/location";
import { partitionOf } from "./alter-partitions";
import { findTable, isView, type DdlAnswer, type DdlContext, createPartitions } from "./ddl-context";
import { asFolder, keyAndValue, partitionName } from "./partition-path";

/**
 * MSCK REPAIR TABLE: adds the partitions whose folders are named `key=value`, each key spelled as in the catalog, and
 * lists what it found (ATH-025, ATH-026). It removes no partition.
 *
 * @throws HiveFault
 */
export function repairTable(context: DdlContext, { table: name }: DdlOf<"repair-table">): DdlAnswer {
  const table = findTable(context, name);
  if (table === undefined) return told([`Tables not in metastore:\t${name.name}`]);
  if (isView(table)) throw pathOfView();
  if (table.definition.TableType === undefined) throw nameIsNull();
  const found = foldersOf(context, table);
  if (found === undefined) return told([`Tables missing on filesystem:\t${name.name}`]);
  return told(repaired(context, table, found));
}

const told = (lines: readonly string[]): DdlAnswer => ({ columns: [], lines, metadata: "plain" });

function repaired(context: DdlContext, table: StoredTable, folders: readonly string[]): readonly string[] {
  const { Name: name, StorageDescriptor: descriptor } = table.definition;
  const keys = keysOf(table).map((key) => key.Name);
  const known = context.catalog
    .partitions(table)
    .all()
    .map((partition) => ({
      values: partition.values,
      folder: asFolder(context.catalog.partitions(table).descriptor(partition)?.Location ?? ""),
    }));
  const root = asFolder(descriptor?.Location ?? "");
  const knownFolders = new Set(known.map(({ folder }) => folder));
  const missing = folders.filter((folder) => !knownFolders.has(`${root}${folder}/`));
  const held = new Set(folders.map((folder) => `${root}${folder}/`));
  const gone = known
    .filter(({ folder }) => folder.startsWith(root) && !held.has(folder))
    .map(({ values }) => partitionName(keys, values));
  const added = missing.flatMap((folder) => {
    const values = valuesIn(folder, keys);
    return values === undefined || context.catalog.partitions(table).find(values) !== undefined
      ? []
      : [{ folder, values }];
  });
  createPartitions(
    context.calls,
    table,
    added.map(({ folder, values }) =>
      partitionOf(table, values, { location: `${root}${folder}`, now: context.core.now() }),
    ),
  );
  const list = (title: string, names: readonly string[]): string[] =>
    names.length === 0 ? [] : [`${title}:${names.map((one) => `\t${name}:${one}`).join("")}`];
  return [
    ...list("Partitions not in metastore", missing),
    ...list("Partitions missing from filesystem", gone),
    ...added.map(({ folder }) => `Repair: Added partition to metastore ${name}:${folder}`),
  ];
}

/** The values in the names of folders; undefined if the names are not `key=value` with the table's keys, which the catalog stores in lower case. */
function valuesIn(path: string, keys: readonly string[]): string[] | undefined {
  const values: string[] = [];
  for (const [index, folder] of path.split("/").entries()) {
    const [key, value] = keyAndValue(folder) ?? [];
    if (key === undefined || key !== keys[index]) return undefined;
    values.push(value ?? "");
  }
  return values;
}

/** The folders that hold files, as many levels below the table's location as the table has keys; undefined if there is no file at all. */
function foldersOf(context: DdlContext, table: StoredTable): readonly string[] | undefined {
  const { bucket, key: root } = bucketAndKey(asFolder(table.definition.StorageDescriptor?.Location ?? ""));
  if (!context.objects.bucketExists(bucket)) return undefined;
  const held = context.objects.filesUnder(bucket, root);
  held.release();
  if (held.files.length === 0) return undefined;
  const levels = keysOf(table).length;
  const folders = new Set<string>();
  for (const { key } of held.files) {
    const path = key.slice(root.length).split("/");
    const isHidden = path
      .slice(0, levels)
      .some((folder) => folder === "" || folder.startsWith("_") || folder.startsWith("."));
    if (levels > 0 && path.length > levels && !isHidden) folders.add(path.slice(0, levels).join("/"));
  }
  return [...folders];
}

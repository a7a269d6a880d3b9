import { getPartitionKeys } from "../../../glue/model/catalog";
import type { StoredTable } from "../../../glue/model/stored";
import type { DdlOf } from "../ddl/statements";
import { createNameIsNullFault, createPathOfView } from "../hive-fault";
import { splitBucketAndKey } from "../../../s3/model/location";
import { createPartition } from "./alter-partitions";
import { findTable, isView, type DdlAnswer, type DdlContext, createPartitions } from "./ddl-context";
import { toFolder, parseKeyAndValue, formatPartitionName } from "./partition-spec";

/**
 * MSCK REPAIR TABLE: adds the partitions whose folders are named `key=value`, each key spelled as in the catalog, and
 * lists what it found (ATH-025, ATH-026). It removes no partition.
 *
 * @throws HiveFault
 */
export function repairTable(context: DdlContext, { table: name }: DdlOf<"repair-table">): DdlAnswer {
  const table = findTable(context, name);
  if (table === undefined) return createAnswer([`Tables not in metastore:\t${name.name}`]);
  if (isView(table)) throw createPathOfView();
  if (table.definition.TableType === undefined) throw createNameIsNullFault();
  const found = listFolders(context, table);
  if (found === undefined) return createAnswer([`Tables missing on filesystem:\t${name.name}`]);
  return createAnswer(repairPartitions(context, table, found));
}

const createAnswer = (lines: readonly string[]): DdlAnswer => ({ columns: [], lines, metadata: "plain" });

function repairPartitions(context: DdlContext, table: StoredTable, folders: readonly string[]): readonly string[] {
  const { Name: name, StorageDescriptor: descriptor } = table.definition;
  const keys = getPartitionKeys(table).map((key) => key.Name);
  const known = context.catalog
    .getPartitions(table)
    .listAll()
    .map((partition) => ({
      values: partition.values,
      folder: toFolder(context.catalog.getPartitions(table).createDescriptor(partition)?.Location ?? ""),
    }));
  const root = toFolder(descriptor?.Location ?? "");
  const knownFolders = new Set(known.map(({ folder }) => folder));
  const missing = folders.filter((folder) => !knownFolders.has(`${root}${folder}/`));
  const held = new Set(folders.map((folder) => `${root}${folder}/`));
  const removed = known
    .filter(({ folder }) => folder.startsWith(root) && !held.has(folder))
    .map(({ values }) => formatPartitionName(keys, values));
  const added = missing.flatMap((folder) => {
    const values = parseValues(folder, keys);
    return values === undefined || context.catalog.getPartitions(table).find(values) !== undefined
      ? []
      : [{ folder, values }];
  });
  createPartitions(
    context.calls,
    table,
    added.map(({ folder, values }) =>
      createPartition(table, values, { location: `${root}${folder}`, now: context.core.now() }),
    ),
  );
  const list = (title: string, names: readonly string[]): string[] =>
    names.length === 0 ? [] : [`${title}:${names.map((item) => `\t${name}:${item}`).join("")}`];
  return [
    ...list("Partitions not in metastore", missing),
    ...list("Partitions missing from filesystem", removed),
    ...added.map(({ folder }) => `Repair: Added partition to metastore ${name}:${folder}`),
  ];
}

/** The values in the names of folders; undefined if the names are not `key=value` with the table's keys, which the catalog stores in lower case. */
function parseValues(path: string, keys: readonly string[]): string[] | undefined {
  const values: string[] = [];
  for (const [index, folder] of path.split("/").entries()) {
    const [key, value] = parseKeyAndValue(folder) ?? [];
    if (key === undefined || key !== keys[index]) return undefined;
    values.push(value ?? "");
  }
  return values;
}

/** The folders that hold files, as many levels below the table's location as the table has keys; undefined if there is no file at all. */
function listFolders(context: DdlContext, table: StoredTable): readonly string[] | undefined {
  const { bucket, key: root } = splitBucketAndKey(toFolder(table.definition.StorageDescriptor?.Location ?? ""));
  if (!context.objects.hasBucket(bucket)) return undefined;
  const held = context.objects.listFilesUnder(bucket, root);
  held.release();
  if (held.files.length === 0) return undefined;
  const levels = getPartitionKeys(table).length;
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

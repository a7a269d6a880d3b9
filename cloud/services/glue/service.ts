import type * as sdk from "@aws-sdk/client-glue";
import type { OperationNames } from "../../core/members";
import { createAwsJson } from "../../protocols/aws-json";
import { createService, type EmulatedOperations } from "../framework/create-service";
import { createBrokenRulesFault } from "./model/faults";
import {
  batchCreatePartition,
  batchDeletePartition,
  batchGetPartition,
  batchUpdatePartition,
  createPartition,
  deletePartition,
  getPartition,
  getPartitions,
  updatePartition,
} from "./api/partitions";
import {
  batchDeleteTable,
  createTable,
  deleteTable,
  getTable,
  getTables,
  searchTables,
  updateTable,
} from "./api/tables";
import {
  batchDeleteTableVersion,
  deleteTableVersion,
  getTableVersion,
  getTableVersions,
  getPartitionIndexes,
} from "./api/table-versions";
import { createDatabase, deleteDatabase, getDatabase, getDatabases, updateDatabase } from "./api/databases";
import { getTags, tagResource, untagResource } from "./api/tags";
import type { LiveFigures } from "../../core/live-figures";
import type { Services } from "../framework/services";
import { getKeyAfterPrefix, toStoredKey, type StoredKey } from "../s3/model/keys";
import { splitBucketAndKey } from "../s3/model/bucket";
import type { StoredTable } from "./model/stored";
import type { StoredPartition } from "./model/partition-batch";
import type { View } from "../../core/service";
import { getPartitionKeys } from "./model/catalog";

/** The number of objects of each table, by `database.table`: at the table's location, and at its partitions' locations elsewhere in the same bucket. */
const getLiveFigures = (services: Services): Readonly<Record<string, LiveFigures>> =>
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

/** The console's data about Glue: each table of the Data Catalog. */
const createViews = ({ glue }: Services): readonly View[] => {
  const tables = glue.listDatabases().flatMap(({ definition }) => glue.listTables(definition.Name));
  return [
    {
      title: "Glue Data Catalog",
      columns: ["Database", "Table", "Columns", "Partition keys", "Partitions", "SerDe", "Location", "Version"],
      rows: tables.map((table) => {
        const { Name: name, StorageDescriptor: descriptor } = table.definition;
        const keys = getPartitionKeys(table).map((key) => key.Name);
        return [
          table.database,
          name,
          String(descriptor?.Columns?.length ?? 0),
          keys.join(", "),
          keys.length === 0 ? "" : String(glue.getPartitions(table).size),
          descriptor?.SerdeInfo?.SerializationLibrary ?? "",
          descriptor?.Location ?? "",
          String(table.version),
        ];
      }),
    },
  ];
};

/** AWS Glue: its Data Catalog. No jobs, crawlers, connections or schema registry. */
export const glue = createService({
  name: "glue",
  signingName: "glue",
  target: "AWSGlue",
  protocols: [createAwsJson("1.1")],
  maxBodyBytes: 16 * 1024 * 1024,
  createInvalidFault: createBrokenRulesFault,
  operations: {
    BatchCreatePartition: batchCreatePartition,
    BatchDeletePartition: batchDeletePartition,
    BatchDeleteTable: batchDeleteTable,
    BatchDeleteTableVersion: batchDeleteTableVersion,
    BatchGetPartition: batchGetPartition,
    BatchUpdatePartition: batchUpdatePartition,
    CreateDatabase: createDatabase,
    CreatePartition: createPartition,
    CreateTable: createTable,
    DeleteDatabase: deleteDatabase,
    DeletePartition: deletePartition,
    DeleteTable: deleteTable,
    DeleteTableVersion: deleteTableVersion,
    GetDatabase: getDatabase,
    GetDatabases: getDatabases,
    GetPartition: getPartition,
    GetPartitionIndexes: getPartitionIndexes,
    GetPartitions: getPartitions,
    GetTable: getTable,
    GetTableVersion: getTableVersion,
    GetTableVersions: getTableVersions,
    GetTables: getTables,
    GetTags: getTags,
    SearchTables: searchTables,
    TagResource: tagResource,
    UntagResource: untagResource,
    UpdateDatabase: updateDatabase,
    UpdatePartition: updatePartition,
    UpdateTable: updateTable,
  } satisfies EmulatedOperations<OperationNames<typeof sdk>>,
  createViews,
  getLiveFigures,
});

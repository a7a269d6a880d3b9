import type * as sdk from "@aws-sdk/client-glue";
import type { OperationNames } from "../../core/operation";
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
import { batchDeleteTableVersion, deleteTableVersion, getTableVersion, getTableVersions } from "./api/table-versions";
import { createDatabase, deleteDatabase, getDatabase, getDatabases, updateDatabase } from "./api/databases";
import { getTags, tagResource, untagResource } from "./api/tags";
import { getLiveFigures } from "./live";
import { createViews } from "./views";
import { getPartitionIndexes } from "./api/table-version";

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

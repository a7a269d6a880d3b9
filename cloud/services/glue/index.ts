import type * as sdk from "@aws-sdk/client-glue";
import type { OperationNames } from "../../core/operation";
import { createAwsJson } from "../../protocols/aws-json";
import { createService, type EmulatedOperations } from "../service";
import { createBrokenRulesFault } from "./faults";
import { batchCreatePartition } from "./operations/batch-create-partition";
import { batchDeletePartition } from "./operations/batch-delete-partition";
import { batchDeleteTable } from "./operations/batch-delete-table";
import { batchDeleteTableVersion } from "./operations/batch-delete-table-version";
import { batchGetPartition } from "./operations/batch-get-partition";
import { batchUpdatePartition } from "./operations/batch-update-partition";
import { createDatabase } from "./operations/create-database";
import { createPartition } from "./operations/create-partition";
import { createTable } from "./operations/create-table";
import { deleteDatabase } from "./operations/delete-database";
import { deletePartition } from "./operations/delete-partition";
import { deleteTable } from "./operations/delete-table";
import { deleteTableVersion } from "./operations/delete-table-version";
import { getDatabase } from "./operations/get-database";
import { getDatabases } from "./operations/get-databases";
import { getPartition } from "./operations/get-partition";
import { getPartitionIndexes } from "./operations/get-partition-indexes";
import { getPartitions } from "./operations/get-partitions";
import { getTable } from "./operations/get-table";
import { getTableVersion } from "./operations/get-table-version";
import { getTableVersions } from "./operations/get-table-versions";
import { getTables } from "./operations/get-tables";
import { getTags } from "./operations/get-tags";
import { searchTables } from "./operations/search-tables";
import { tagResource } from "./operations/tag-resource";
import { untagResource } from "./operations/untag-resource";
import { updateDatabase } from "./operations/update-database";
import { updatePartition } from "./operations/update-partition";
import { updateTable } from "./operations/update-table";
import { getLiveFigures } from "./live";
import { createViews } from "./views";

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

import type * as sdk from "@aws-sdk/client-athena";
import type { OperationNames } from "../../core/operation";
import { createAwsJson } from "../../protocols/aws-json";
import { createService, type EmulatedOperations } from "../framework/create-service";
import { createBrokenRulesFault } from "./model/faults";
import {
  batchGetNamedQuery,
  createNamedQuery,
  deleteNamedQuery,
  getNamedQuery,
  listNamedQueries,
  updateNamedQuery,
} from "./api/named-queries";
import {
  batchGetPreparedStatement,
  createPreparedStatement,
  deletePreparedStatement,
  getPreparedStatement,
  listPreparedStatements,
  updatePreparedStatement,
} from "./api/prepared-statements";
import {
  batchGetQueryExecution,
  getQueryExecution,
  listQueryExecutions,
  startQueryExecution,
  stopQueryExecution,
} from "./api/query-executions";
import { createWorkGroup, deleteWorkGroup, getWorkGroup, listWorkGroups, updateWorkGroup } from "./api/workgroups";
import { getDataCatalog, listDataCatalogs } from "./api/data-catalogs";
import { getDatabase, listDatabases } from "./api/databases";
import { getQueryResults } from "./api/get-query-results";
import { getQueryRuntimeStatistics } from "./api/get-query-runtime-statistics";
import { getTableMetadata, listTableMetadata } from "./api/table-metadata";
import { listEngineVersions } from "./api/list-engine-versions";
import { listTagsForResource, tagResource, untagResource } from "./api/tags";
import { createViews } from "./views";

/** Amazon Athena: SQL over the objects of S3, with the tables of Glue's Data Catalog. Without Spark, reserved capacity and other catalogs. */
export const athena = createService({
  name: "athena",
  signingName: "athena",
  target: "AmazonAthena",
  protocols: [createAwsJson("1.1", { textKey: "Message" })],
  maxBodyBytes: 2 * 1024 * 1024,
  createInvalidFault: createBrokenRulesFault,
  operations: {
    BatchGetNamedQuery: batchGetNamedQuery,
    BatchGetPreparedStatement: batchGetPreparedStatement,
    BatchGetQueryExecution: batchGetQueryExecution,
    CreateNamedQuery: createNamedQuery,
    CreatePreparedStatement: createPreparedStatement,
    CreateWorkGroup: createWorkGroup,
    DeleteNamedQuery: deleteNamedQuery,
    DeletePreparedStatement: deletePreparedStatement,
    DeleteWorkGroup: deleteWorkGroup,
    GetDataCatalog: getDataCatalog,
    GetDatabase: getDatabase,
    GetNamedQuery: getNamedQuery,
    GetPreparedStatement: getPreparedStatement,
    GetQueryExecution: getQueryExecution,
    GetQueryResults: getQueryResults,
    GetQueryRuntimeStatistics: getQueryRuntimeStatistics,
    GetTableMetadata: getTableMetadata,
    GetWorkGroup: getWorkGroup,
    ListDataCatalogs: listDataCatalogs,
    ListDatabases: listDatabases,
    ListEngineVersions: listEngineVersions,
    ListNamedQueries: listNamedQueries,
    ListPreparedStatements: listPreparedStatements,
    ListQueryExecutions: listQueryExecutions,
    ListTableMetadata: listTableMetadata,
    ListTagsForResource: listTagsForResource,
    ListWorkGroups: listWorkGroups,
    StartQueryExecution: startQueryExecution,
    StopQueryExecution: stopQueryExecution,
    TagResource: tagResource,
    UntagResource: untagResource,
    UpdateNamedQuery: updateNamedQuery,
    UpdatePreparedStatement: updatePreparedStatement,
    UpdateWorkGroup: updateWorkGroup,
  } satisfies EmulatedOperations<OperationNames<typeof sdk>>,
  createViews,
});

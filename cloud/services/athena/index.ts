import type * as sdk from "@aws-sdk/client-athena";
import type { OperationNames } from "../../core/operation";
import { createAwsJson } from "../../protocols/aws-json";
import { createService, type EmulatedOperations } from "../service";
import { createBrokenRulesFault } from "./faults";
import {
  batchGetNamedQuery,
  createNamedQuery,
  deleteNamedQuery,
  getNamedQuery,
  listNamedQueries,
  updateNamedQuery,
} from "./operations/named-queries";
import {
  batchGetPreparedStatement,
  createPreparedStatement,
  deletePreparedStatement,
  getPreparedStatement,
  listPreparedStatements,
  updatePreparedStatement,
} from "./operations/prepared-statements";
import {
  batchGetQueryExecution,
  getQueryExecution,
  listQueryExecutions,
  startQueryExecution,
  stopQueryExecution,
} from "./operations/query-executions";
import {
  createWorkGroup,
  deleteWorkGroup,
  getWorkGroup,
  listWorkGroups,
  updateWorkGroup,
} from "./operations/workgroups";
import { getDataCatalog, listDataCatalogs } from "./operations/data-catalogs";
import { getDatabase, listDatabases } from "./operations/databases";
import { getQueryResults } from "./operations/get-query-results";
import { getQueryRuntimeStatistics } from "./operations/get-query-runtime-statistics";
import { getTableMetadata, listTableMetadata } from "./operations/table-metadata";
import { listEngineVersions } from "./operations/list-engine-versions";
import { listTagsForResource, tagResource, untagResource } from "./operations/tags";
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

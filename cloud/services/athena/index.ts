import type * as sdk from "@aws-sdk/client-athena";
import type { OperationNames } from "../../core/operation";
import { createAwsJson } from "../../protocols/aws-json";
import { createService, type EmulatedOperations } from "../service";
import { createBrokenRulesFault } from "./faults";
import { batchGetNamedQuery } from "./operations/batch-get-named-query";
import { batchGetPreparedStatement } from "./operations/batch-get-prepared-statement";
import { batchGetQueryExecution } from "./operations/batch-get-query-execution";
import { createNamedQuery } from "./operations/create-named-query";
import { createPreparedStatement } from "./operations/create-prepared-statement";
import { createWorkGroup } from "./operations/create-work-group";
import { deleteNamedQuery } from "./operations/delete-named-query";
import { deletePreparedStatement } from "./operations/delete-prepared-statement";
import { deleteWorkGroup } from "./operations/delete-work-group";
import { getDataCatalog } from "./operations/get-data-catalog";
import { getDatabase } from "./operations/get-database";
import { getNamedQuery } from "./operations/get-named-query";
import { getPreparedStatement } from "./operations/get-prepared-statement";
import { getQueryExecution } from "./operations/get-query-execution";
import { getQueryResults } from "./operations/get-query-results";
import { getQueryRuntimeStatistics } from "./operations/get-query-runtime-statistics";
import { getTableMetadata } from "./operations/get-table-metadata";
import { getWorkGroup } from "./operations/get-work-group";
import { listDataCatalogs } from "./operations/list-data-catalogs";
import { listDatabases } from "./operations/list-databases";
import { listEngineVersions } from "./operations/list-engine-versions";
import { listNamedQueries } from "./operations/list-named-queries";
import { listPreparedStatements } from "./operations/list-prepared-statements";
import { listQueryExecutions } from "./operations/list-query-executions";
import { listTableMetadata } from "./operations/list-table-metadata";
import { listTagsForResource } from "./operations/list-tags-for-resource";
import { listWorkGroups } from "./operations/list-work-groups";
import { startQueryExecution } from "./operations/start-query-execution";
import { stopQueryExecution } from "./operations/stop-query-execution";
import { tagResource } from "./operations/tag-resource";
import { untagResource } from "./operations/untag-resource";
import { updateNamedQuery } from "./operations/update-named-query";
import { updatePreparedStatement } from "./operations/update-prepared-statement";
import { updateWorkGroup } from "./operations/update-work-group";
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

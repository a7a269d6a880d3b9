import type * as sdk from "@aws-sdk/client-athena";
import type { OperationNames } from "../../core/members";
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
import {
  createWorkGroup,
  deleteWorkGroup,
  getWorkGroup,
  listWorkGroups,
  updateWorkGroup,
  listEngineVersions,
} from "./api/workgroups";
import {
  getDataCatalog,
  listDataCatalogs,
  getDatabase,
  listDatabases,
  getTableMetadata,
  listTableMetadata,
} from "./api/data-catalogs";
import { getQueryResults, getQueryRuntimeStatistics } from "./api/query-results";
import { listTagsForResource, tagResource, untagResource } from "./api/tags";
import type { View } from "../../core/service";
import type { Services } from "../framework/services";
import { getTimes } from "./model/running/run";

/** How many queries the console shows. */
const SHOWN = 50;
const SHOWN_CHARACTERS = 120;

/** The console's view of Athena: the latest queries of each work group. */
const createViews = ({ athena }: Services): readonly View[] =>
  athena.workGroups.listAll().map(({ name }) => ({
    title: `Athena queries in work group ${name}`,
    columns: ["Started", "State", "Query", "Kind", "Scanned (bytes)", "Took (ms)", "Result"],
    rows: athena.executions
      .listByWorkGroup(name)
      .slice(0, SHOWN)
      .map((execution) => {
        const { query, state, subtype, type, outcome, submittedAt, output, failure, reason } = execution;
        const text = query.replace(/\s+/g, " ").trim();
        return [
          new Date(submittedAt).toISOString(),
          state,
          text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}…` : text,
          subtype ?? type,
          String(outcome?.bytesScanned ?? ""),
          outcome === undefined ? "" : String(getTimes(execution).totalMs),
          failure?.reason ?? reason ?? output,
        ];
      }),
  }));

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

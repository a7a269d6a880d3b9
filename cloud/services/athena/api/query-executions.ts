import {
  StartQueryExecution$,
  GetQueryExecution$,
  ListQueryExecutions$,
  BatchGetQueryExecution$,
  StopQueryExecution$,
} from "@aws-sdk/client-athena";
import type * as sdk from "@aws-sdk/client-athena";
import { optional, refused, required, type Members } from "../../../core/members";
import { operationWithNotes, operation } from "../../framework/operation";
import { describeExecution, lookUpEach } from "./describe-execution";
import { createExecutionNotFoundFault } from "../model/faults";
import * as fields from "../model/fields";
import { createPage } from "./page";
import { startQuery } from "./start-query";
import { PRIMARY } from "../model/work-groups";

const startQueryExecutionMembers = {
  QueryString: required(fields.queryText),
  ClientRequestToken: optional(fields.requestToken),
  QueryExecutionContext: optional(fields.executionContext),
  ResultConfiguration: optional(fields.resultConfiguration),
  WorkGroup: optional(fields.workGroupName),
  ExecutionParameters: optional(fields.parameters),
  ResultReuseConfiguration: optional(fields.resultReuse),
  EngineConfiguration: refused(),
} satisfies Members<sdk.StartQueryExecutionInput>;

export const startQueryExecution = operationWithNotes(fields.RESULT_KEY)(
  StartQueryExecution$,
  startQueryExecutionMembers,
  async (cloud, request, call): Promise<sdk.StartQueryExecutionOutput> => {
    const { QueryExecutionContext: context } = request;
    fields.reportResultKey(call, request.ResultConfiguration);
    const id = await startQuery(
      cloud,
      {
        query: request.QueryString,
        token: request.ClientRequestToken,
        database: context?.Database,
        catalog: context?.Catalog,
        result: request.ResultConfiguration,
        workGroup: request.WorkGroup,
        parameters: request.ExecutionParameters,
        reuse: request.ResultReuseConfiguration,
      },
      { caller: call.caller.arn, requestId: call.requestId },
    );
    return { QueryExecutionId: id };
  },
);

const queryExecutionMembers = { QueryExecutionId: required(fields.id) } satisfies Members<sdk.GetQueryExecutionInput> &
  Members<sdk.StopQueryExecutionInput>;

export const getQueryExecution = operation(
  GetQueryExecution$,
  queryExecutionMembers,
  (cloud, request): sdk.GetQueryExecutionOutput => ({
    QueryExecution: describeExecution(cloud.athena.executions.get(request.QueryExecutionId)),
  }),
);

const listQueryExecutionsMembers = {
  NextToken: optional(fields.pageToken),
  MaxResults: optional(fields.from0To50),
  WorkGroup: optional(fields.workGroupName),
} satisfies Members<sdk.ListQueryExecutionsInput>;

/** The newest comes first. */
export const listQueryExecutions = operation(
  ListQueryExecutions$,
  listQueryExecutionsMembers,
  (cloud, request): sdk.ListQueryExecutionsOutput => {
    const { name } = cloud.athena.workGroups.get(request.WorkGroup ?? PRIMARY);
    const { items, ...next } = createPage(
      cloud.athena.executions.listByWorkGroup(name),
      ({ number }) => -number,
      request,
    );
    return { QueryExecutionIds: items.map(({ id }) => id), ...next };
  },
);

const batchGetQueryExecutionMembers = {
  QueryExecutionIds: required(fields.idsOf50),
} satisfies Members<sdk.BatchGetQueryExecutionInput>;

export const batchGetQueryExecution = operation(
  BatchGetQueryExecution$,
  batchGetQueryExecutionMembers,
  (cloud, request): sdk.BatchGetQueryExecutionOutput => {
    const { found, missing } = lookUpEach(
      request.QueryExecutionIds,
      (item) => cloud.athena.executions.find(item),
      createExecutionNotFoundFault,
    );
    return {
      QueryExecutions: found.map(describeExecution),
      UnprocessedQueryExecutionIds: missing.map(({ name, ...error }) => ({ QueryExecutionId: name, ...error })),
    };
  },
);

/** A query that is over keeps its state (ATH-005). */
export const stopQueryExecution = operation(
  StopQueryExecution$,
  queryExecutionMembers,
  (cloud, request): sdk.StopQueryExecutionOutput => {
    cloud.athena.runner.cancel(cloud.athena.executions.get(request.QueryExecutionId));
    return {};
  },
);

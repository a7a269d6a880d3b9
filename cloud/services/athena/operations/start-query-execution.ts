import {
  StartQueryExecution$,
  type StartQueryExecutionInput,
  type StartQueryExecutionOutput,
} from "@aws-sdk/client-athena";
import { optional, refused, required, type Members } from "../../../core/members";
import { operationTelling } from "../../operation";
import {
  executionContext,
  parameters,
  queryText,
  requestToken,
  RESULT_KEY,
  resultConfiguration,
  resultReuse,
  reportResultKey,
  workGroupName,
} from "../fields";
import { startQuery } from "../start-query";

const members = {
  QueryString: required(queryText),
  ClientRequestToken: optional(requestToken),
  QueryExecutionContext: optional(executionContext),
  ResultConfiguration: optional(resultConfiguration),
  WorkGroup: optional(workGroupName),
  ExecutionParameters: optional(parameters),
  ResultReuseConfiguration: optional(resultReuse),
  EngineConfiguration: refused(),
} satisfies Members<StartQueryExecutionInput>;

export const startQueryExecution = operationTelling(RESULT_KEY)(
  StartQueryExecution$,
  members,
  async (cloud, request, call): Promise<StartQueryExecutionOutput> => {
    const { QueryExecutionContext: context } = request;
    reportResultKey(call, request.ResultConfiguration);
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

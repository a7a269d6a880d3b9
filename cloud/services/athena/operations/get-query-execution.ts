import { GetQueryExecution$, type GetQueryExecutionInput, type GetQueryExecutionOutput } from "@aws-sdk/client-athena";
import { required, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { describeExecution } from "../describe-execution";
import { id } from "../fields";

const members = { QueryExecutionId: required(id) } satisfies Members<GetQueryExecutionInput>;

export const getQueryExecution = operation(GetQueryExecution$, members, (cloud, request): GetQueryExecutionOutput => ({
  QueryExecution: describeExecution(cloud.athena.executions.get(request.QueryExecutionId)),
}));

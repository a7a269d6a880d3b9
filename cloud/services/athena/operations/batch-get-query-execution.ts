import {
  BatchGetQueryExecution$,
  type BatchGetQueryExecutionInput,
  type BatchGetQueryExecutionOutput,
} from "@aws-sdk/client-athena";
import { required, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { describeExecution } from "../describe-execution";
import { executionNotFound } from "../faults";
import { idsOf50 } from "../fields";
import { eachOf } from "../unprocessed";

const members = { QueryExecutionIds: required(idsOf50) } satisfies Members<BatchGetQueryExecutionInput>;

export const batchGetQueryExecution = operation(
  BatchGetQueryExecution$,
  members,
  (cloud, request): BatchGetQueryExecutionOutput => {
    const { found, missing } = eachOf(
      request.QueryExecutionIds,
      (one) => cloud.athena.executions.find(one),
      executionNotFound,
    );
    return {
      QueryExecutions: found.map(describeExecution),
      UnprocessedQueryExecutionIds: missing.map(({ name, ...error }) => ({ QueryExecutionId: name, ...error })),
    };
  },
);

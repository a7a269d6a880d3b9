import {
  BatchGetQueryExecution$,
  type BatchGetQueryExecutionInput,
  type BatchGetQueryExecutionOutput,
} from "@aws-sdk/client-athena";
import { required, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { describeExecution } from "../describe-execution";
import { createExecutionNotFoundFault } from "../faults";
import { idsOf50 } from "../fields";
import { lookUpEach } from "../unprocessed";

const members = { QueryExecutionIds: required(idsOf50) } satisfies Members<BatchGetQueryExecutionInput>;

export const batchGetQueryExecution = operation(
  BatchGetQueryExecution$,
  members,
  (cloud, request): BatchGetQueryExecutionOutput => {
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

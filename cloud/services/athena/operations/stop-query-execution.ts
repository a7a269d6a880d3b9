import {
  StopQueryExecution$,
  type StopQueryExecutionInput,
  type StopQueryExecutionOutput,
} from "@aws-sdk/client-athena";
import { required, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { id } from "../fields";

const members = { QueryExecutionId: required(id) } satisfies Members<StopQueryExecutionInput>;

/** A query that is over keeps its state (ATH-005). */
export const stopQueryExecution = operation(
  StopQueryExecution$,
  members,
  (cloud, request): StopQueryExecutionOutput => {
    cloud.athena.runner.cancel(cloud.athena.executions.get(request.QueryExecutionId));
    return {};
  },
);

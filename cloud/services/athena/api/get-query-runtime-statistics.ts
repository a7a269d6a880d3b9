import {
  GetQueryRuntimeStatistics$,
  type GetQueryRuntimeStatisticsInput,
  type GetQueryRuntimeStatisticsOutput,
} from "@aws-sdk/client-athena";
import { required, type Members } from "../../../core/members";
import { operation } from "../../framework/operation";
import { describeTimes } from "./describe-execution";
import { id } from "../model/fields";

const members = { QueryExecutionId: required(id) } satisfies Members<GetQueryRuntimeStatisticsInput>;

/** Times, bytes and rows. AWS also answers the stages of the query plan, which depend on its own engine. */
export const getQueryRuntimeStatistics = operation(
  GetQueryRuntimeStatistics$,
  members,
  (cloud, request): GetQueryRuntimeStatisticsOutput => {
    const execution = cloud.athena.executions.get(request.QueryExecutionId);
    const { outcome } = execution;
    return {
      QueryRuntimeStatistics: {
        Timeline: describeTimes(execution),
        ...(outcome === undefined
          ? {}
          : {
              Rows: { InputBytes: outcome.bytesScanned, OutputBytes: outcome.bytesReturned, OutputRows: outcome.rows },
            }),
      },
    };
  },
);

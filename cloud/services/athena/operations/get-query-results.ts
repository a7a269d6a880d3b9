import { GetQueryResults$, type GetQueryResultsInput, type GetQueryResultsOutput } from "@aws-sdk/client-athena";
import { optional, required, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { id, pageToken, resultRows, resultType } from "../fields";
import { readResultPage } from "../results/read-result-page";

const members = {
  QueryExecutionId: required(id),
  NextToken: optional(pageToken),
  MaxResults: optional(resultRows),
  QueryResultType: optional(resultType),
} satisfies Members<GetQueryResultsInput>;

export const getQueryResults = operation(GetQueryResults$, members, (cloud, request): Promise<GetQueryResultsOutput> =>
  readResultPage(cloud, request.QueryExecutionId, {
    max: request.MaxResults,
    token: request.NextToken,
    type: request.QueryResultType,
  }),
);

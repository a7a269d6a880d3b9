import { GetQueryResults$, type GetQueryResultsInput, type GetQueryResultsOutput } from "@aws-sdk/client-athena";
import { optional, required, type Members } from "../../../core/members";
import { operation } from "../../framework/operation";
import { id, pageToken, resultRows, resultType } from "../model/fields";
import { readResultPage } from "./read-result-page";

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

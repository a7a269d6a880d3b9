import {
  ListQueryExecutions$,
  type ListQueryExecutionsInput,
  type ListQueryExecutionsOutput,
} from "@aws-sdk/client-athena";
import { optional, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { from0To50, pageToken, workGroupName } from "../fields";
import { createPage } from "../page";
import { PRIMARY } from "../work-groups";

const members = {
  NextToken: optional(pageToken),
  MaxResults: optional(from0To50),
  WorkGroup: optional(workGroupName),
} satisfies Members<ListQueryExecutionsInput>;

/** The newest comes first. */
export const listQueryExecutions = operation(
  ListQueryExecutions$,
  members,
  (cloud, request): ListQueryExecutionsOutput => {
    const { name } = cloud.athena.workGroups.get(request.WorkGroup ?? PRIMARY);
    const { items, ...next } = createPage(cloud.athena.executions.listOf(name), ({ number }) => -number, request);
    return { QueryExecutionIds: items.map(({ id }) => id), ...next };
  },
);

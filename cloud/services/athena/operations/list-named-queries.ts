import { ListNamedQueries$, type ListNamedQueriesInput, type ListNamedQueriesOutput } from "@aws-sdk/client-athena";
import { optional, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { from0To50, pageToken, workGroupName } from "../fields";
import { createPage } from "../page";
import { PRIMARY } from "../work-groups";

const members = {
  NextToken: optional(pageToken),
  MaxResults: optional(from0To50),
  WorkGroup: optional(workGroupName),
} satisfies Members<ListNamedQueriesInput>;

/** The newest comes first. */
export const listNamedQueries = operation(ListNamedQueries$, members, (cloud, request): ListNamedQueriesOutput => {
  const { name } = cloud.athena.workGroups.get(request.WorkGroup ?? PRIMARY);
  const { items, ...next } = createPage(cloud.athena.namedQueries.listOf(name), ({ number }) => -number, request);
  return { NamedQueryIds: items.map(({ id }) => id), ...next };
});

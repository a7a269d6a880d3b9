import { ListWorkGroups$, type ListWorkGroupsInput, type ListWorkGroupsOutput } from "@aws-sdk/client-athena";
import { optional, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { summarizeWorkGroup } from "../describe-work-group";
import { pageToken, upTo50 } from "../fields";
import { createPage } from "../page";

const members = { NextToken: optional(pageToken), MaxResults: optional(upTo50) } satisfies Members<ListWorkGroupsInput>;

export const listWorkGroups = operation(ListWorkGroups$, members, (cloud, request): ListWorkGroupsOutput => {
  const { items, ...next } = createPage(cloud.athena.workGroups.listAll(), ({ name }) => name, request);
  return { WorkGroups: items.map(summarizeWorkGroup), ...next };
});

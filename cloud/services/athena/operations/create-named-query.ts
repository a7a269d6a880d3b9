import { CreateNamedQuery$, type CreateNamedQueryInput, type CreateNamedQueryOutput } from "@aws-sdk/client-athena";
import { optional, required, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { databaseName, freeDescription, name, queryText, requestToken, workGroupName } from "../fields";
import { PRIMARY } from "../work-groups";

const members = {
  Name: required(name),
  Description: optional(freeDescription),
  Database: required(databaseName),
  QueryString: required(queryText),
  ClientRequestToken: optional(requestToken),
  WorkGroup: optional(workGroupName),
} satisfies Members<CreateNamedQueryInput>;

export const createNamedQuery = operation(CreateNamedQuery$, members, (cloud, request): CreateNamedQueryOutput => {
  const group = cloud.athena.workGroups.requireUsable(request.WorkGroup ?? PRIMARY);
  return {
    NamedQueryId: cloud.athena.namedQueries.create({
      name: request.Name,
      description: request.Description,
      database: request.Database,
      query: request.QueryString,
      workGroup: group.name,
      token: request.ClientRequestToken,
    }),
  };
});

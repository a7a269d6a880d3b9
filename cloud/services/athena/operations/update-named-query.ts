import { UpdateNamedQuery$, type UpdateNamedQueryInput, type UpdateNamedQueryOutput } from "@aws-sdk/client-athena";
import { optional, required, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { freeDescription, id, name, queryText } from "../fields";

const members = {
  NamedQueryId: required(id),
  Name: required(name),
  Description: optional(freeDescription),
  QueryString: required(queryText),
} satisfies Members<UpdateNamedQueryInput>;

export const updateNamedQuery = operation(UpdateNamedQuery$, members, (cloud, request): UpdateNamedQueryOutput => {
  cloud.athena.namedQueries.update(request.NamedQueryId, {
    name: request.Name,
    description: request.Description,
    query: request.QueryString,
  });
  return {};
});

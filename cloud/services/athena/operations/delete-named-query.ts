import { DeleteNamedQuery$, type DeleteNamedQueryInput, type DeleteNamedQueryOutput } from "@aws-sdk/client-athena";
import { required, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { id } from "../fields";

const members = { NamedQueryId: required(id) } satisfies Members<DeleteNamedQueryInput>;

export const deleteNamedQuery = operation(DeleteNamedQuery$, members, (cloud, request): DeleteNamedQueryOutput => {
  cloud.athena.namedQueries.remove(request.NamedQueryId);
  return {};
});

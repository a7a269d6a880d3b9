import { GetNamedQuery$, type GetNamedQueryInput, type GetNamedQueryOutput } from "@aws-sdk/client-athena";
import { required, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { describeNamedQuery } from "../describe-statement";
import { id } from "../fields";

const members = { NamedQueryId: required(id) } satisfies Members<GetNamedQueryInput>;

export const getNamedQuery = operation(GetNamedQuery$, members, (cloud, request): GetNamedQueryOutput => ({
  NamedQuery: describeNamedQuery(cloud.athena.namedQueries.get(request.NamedQueryId)),
}));

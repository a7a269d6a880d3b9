import { ListAliases$, type ListAliasesRequest, type ListAliasesResponse } from "@aws-sdk/client-lambda";
import { optional, required, type Members } from "../../../core/members";
import type { Reply } from "../../../core/operation";
import { operation } from "../../framework/operation";
import * as fields from "../model/fields";
import { parseFunctionName } from "../model/function-name";
import { describeAlias } from "./functions/aliases";
import { listPage } from "./page";

const members = {
  FunctionName: required(fields.functionName),
  FunctionVersion: optional(fields.version),
  Marker: optional(fields.marker),
  MaxItems: optional(fields.pageOf10000),
} satisfies Members<ListAliasesRequest>;

export const listAliases = operation(ListAliases$, members, (cloud, request): Reply<ListAliasesResponse> => {
  const found = cloud.lambda.functions.requireFunction(parseFunctionName(cloud, request.FunctionName));
  const wanted = found.aliases.filter(
    ({ version }) => request.FunctionVersion === undefined || version === request.FunctionVersion,
  );
  const { items, ...next } = listPage(
    [...wanted].sort((a, b) => (a.name < b.name ? -1 : 1)),
    ({ name }) => name,
    request,
  );
  return { Aliases: items.map((alias) => describeAlias(cloud, found, alias)), ...next };
});

import { GetAlias$, type AliasConfiguration, type GetAliasRequest } from "@aws-sdk/client-lambda";
import { required, type Members } from "../../../core/members";
import type { Reply } from "../../../core/operation";
import { operation } from "../../operation";
import * as fields from "../fields";
import { parseFunctionName } from "../function-name";
import { requireAlias, describeAlias } from "../functions/aliases";

const members = {
  FunctionName: required(fields.functionName),
  Name: required(fields.aliasName),
} satisfies Members<GetAliasRequest>;

export const getAlias = operation(GetAlias$, members, (cloud, request): Reply<AliasConfiguration> => {
  const found = cloud.lambda.functions.requireFunction(parseFunctionName(cloud, request.FunctionName));
  return describeAlias(cloud, found, requireAlias(cloud, found, request.Name));
});

import { CreateAlias$, type AliasConfiguration, type CreateAliasRequest } from "@aws-sdk/client-lambda";
import { optional, refused, required, type Members } from "../../../core/members";
import type { Reply } from "../../../core/operation";
import { operation } from "../../operation";
import { createAliasExistsFault } from "../faults";
import * as fields from "../fields";
import { formatFunctionArn, parseFunctionName } from "../function-name";
import { checkVersion, describeAlias } from "../functions/aliases";

const members = {
  FunctionName: required(fields.functionName),
  Name: required(fields.aliasName),
  FunctionVersion: required(fields.version),
  Description: optional(fields.description),
  RoutingConfig: refused(),
} satisfies Members<CreateAliasRequest>;

export const createAlias = operation(CreateAlias$, members, (cloud, request): Reply<AliasConfiguration> => {
  const { Name: name, FunctionVersion: version, Description: description = "" } = request;
  const { functions } = cloud.lambda;
  const found = functions.requireFunction(parseFunctionName(cloud, request.FunctionName));
  checkVersion(cloud, found, version);
  if (found.aliases.some((alias) => alias.name === name))
    throw createAliasExistsFault(formatFunctionArn(cloud, found.name, name));
  const alias = { name, version, description, revisionId: functions.createId() };
  functions.save({ ...found, aliases: [...found.aliases, alias] });
  return describeAlias(cloud, found, alias);
});

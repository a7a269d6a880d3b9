import { UpdateAlias$, type AliasConfiguration, type UpdateAliasRequest } from "@aws-sdk/client-lambda";
import { optional, refused, required, type Members } from "../../../core/members";
import type { Reply } from "../../../core/operation";
import { operation } from "../../operation";
import { createAliasToUpdateNotFoundFault, createRevisionDiffersFault } from "../faults";
import * as fields from "../fields";
import { formatFunctionArn, parseFunctionName } from "../function-name";
import { checkVersion, describeAlias } from "../functions/aliases";

const members = {
  FunctionName: required(fields.functionName),
  Name: required(fields.aliasName),
  FunctionVersion: optional(fields.version),
  Description: optional(fields.description),
  RoutingConfig: refused(),
  RevisionId: optional(fields.revision),
} satisfies Members<UpdateAliasRequest>;

export const updateAlias = operation(UpdateAlias$, members, (cloud, request): Reply<AliasConfiguration> => {
  const { functions } = cloud.lambda;
  const found = functions.requireFunction(parseFunctionName(cloud, request.FunctionName));
  const before = found.aliases.find(({ name }) => name === request.Name);
  if (before === undefined) throw createAliasToUpdateNotFoundFault(formatFunctionArn(cloud, found.name, request.Name));
  if (request.RevisionId !== undefined && request.RevisionId !== before.revisionId) throw createRevisionDiffersFault();
  const { FunctionVersion: version = before.version, Description: description = before.description } = request;
  checkVersion(cloud, found, version);
  const updated = { ...before, version, description, revisionId: functions.createId() };
  functions.save({ ...found, aliases: found.aliases.map((alias) => (alias === before ? updated : alias)) });
  return describeAlias(cloud, found, updated);
});

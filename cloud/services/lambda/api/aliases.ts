import * as fields from "../model/fields";
import { CreateAlias$, GetAlias$, UpdateAlias$, DeleteAlias$, ListAliases$ } from "@aws-sdk/client-lambda";
import type * as sdk from "@aws-sdk/client-lambda";
import { optional, refused, required, type Members, type Reply } from "../../../core/members";
import { operation } from "../../framework/operation";
import {
  createAliasExistsFault,
  createAliasToUpdateNotFoundFault,
  createRevisionDiffersFault,
  createAliasNotFoundFault,
  createFunctionNotFoundFault,
} from "../model/faults";
import { formatFunctionArn, parseFunctionName } from "../model/function-name";
import { listPage } from "./page";
import type { Services } from "../../framework/services";
import type { StoredAlias, StoredFunction } from "../model/stored-function";

/** An alias as Lambda describes it. */
const describeAlias = (
  services: Services,
  of: StoredFunction,
  { name, version, description, revisionId }: StoredAlias,
): sdk.AliasConfiguration => ({
  AliasArn: formatFunctionArn(services, of.name, name),
  Name: name,
  FunctionVersion: version,
  Description: description,
  RevisionId: revisionId,
});

/** @throws AwsFault ResourceNotFoundException */
function requireAlias(services: Services, of: StoredFunction, name: string): StoredAlias {
  const found = of.aliases.find((alias) => alias.name === name);
  if (found === undefined) throw createAliasNotFoundFault(formatFunctionArn(services, of.name, name));
  return found;
}

/** @throws AwsFault ResourceNotFoundException: an alias may only name an existing version */
function checkVersion(services: Services, of: StoredFunction, version: string): void {
  if (version !== "$LATEST" && !of.versions.some((item) => item.version === version))
    throw createFunctionNotFoundFault(formatFunctionArn(services, of.name, version));
}

const createAliasMembers = {
  FunctionName: required(fields.functionName),
  Name: required(fields.aliasName),
  FunctionVersion: required(fields.version),
  Description: optional(fields.description),
  RoutingConfig: refused(),
} satisfies Members<sdk.CreateAliasRequest>;

export const createAlias = operation(
  CreateAlias$,
  createAliasMembers,
  (cloud, request): Reply<sdk.AliasConfiguration> => {
    const { Name: name, FunctionVersion: version, Description: description = "" } = request;
    const { functions } = cloud.lambda;
    const found = functions.requireFunction(parseFunctionName(cloud, request.FunctionName));
    checkVersion(cloud, found, version);
    if (found.aliases.some((alias) => alias.name === name))
      throw createAliasExistsFault(formatFunctionArn(cloud, found.name, name));
    const alias = { name, version, description, revisionId: functions.createId() };
    functions.save({ ...found, aliases: [...found.aliases, alias] });
    return describeAlias(cloud, found, alias);
  },
);

const aliasMembers = {
  FunctionName: required(fields.functionName),
  Name: required(fields.aliasName),
} satisfies Members<sdk.GetAliasRequest> & Members<sdk.DeleteAliasRequest>;

export const getAlias = operation(GetAlias$, aliasMembers, (cloud, request): Reply<sdk.AliasConfiguration> => {
  const found = cloud.lambda.functions.requireFunction(parseFunctionName(cloud, request.FunctionName));
  return describeAlias(cloud, found, requireAlias(cloud, found, request.Name));
});

const updateAliasMembers = {
  FunctionName: required(fields.functionName),
  Name: required(fields.aliasName),
  FunctionVersion: optional(fields.version),
  Description: optional(fields.description),
  RoutingConfig: refused(),
  RevisionId: optional(fields.revision),
} satisfies Members<sdk.UpdateAliasRequest>;

export const updateAlias = operation(
  UpdateAlias$,
  updateAliasMembers,
  (cloud, request): Reply<sdk.AliasConfiguration> => {
    const { functions } = cloud.lambda;
    const found = functions.requireFunction(parseFunctionName(cloud, request.FunctionName));
    const before = found.aliases.find(({ name }) => name === request.Name);
    if (before === undefined)
      throw createAliasToUpdateNotFoundFault(formatFunctionArn(cloud, found.name, request.Name));
    if (request.RevisionId !== undefined && request.RevisionId !== before.revisionId)
      throw createRevisionDiffersFault();
    const { FunctionVersion: version = before.version, Description: description = before.description } = request;
    checkVersion(cloud, found, version);
    const updated = { ...before, version, description, revisionId: functions.createId() };
    functions.save({ ...found, aliases: found.aliases.map((alias) => (alias === before ? updated : alias)) });
    return describeAlias(cloud, found, updated);
  },
);

/** Deleting a missing alias isn't an error. */
export const deleteAlias = operation(DeleteAlias$, aliasMembers, (cloud, request): Reply<object> => {
  const { functions } = cloud.lambda;
  const found = functions.requireFunction(parseFunctionName(cloud, request.FunctionName));
  functions.save({ ...found, aliases: found.aliases.filter(({ name }) => name !== request.Name) });
  return {};
});

const members = {
  FunctionName: required(fields.functionName),
  FunctionVersion: optional(fields.version),
  Marker: optional(fields.marker),
  MaxItems: optional(fields.pageOf10000),
} satisfies Members<sdk.ListAliasesRequest>;

export const listAliases = operation(ListAliases$, members, (cloud, request): Reply<sdk.ListAliasesResponse> => {
  const found = cloud.lambda.functions.requireFunction(parseFunctionName(cloud, request.FunctionName));
  const selected = found.aliases.filter(
    ({ version }) => request.FunctionVersion === undefined || version === request.FunctionVersion,
  );
  const { items, ...next } = listPage(
    [...selected].sort((a, b) => (a.name < b.name ? -1 : 1)),
    ({ name }) => name,
    request,
  );
  return { Aliases: items.map((alias) => describeAlias(cloud, found, alias)), ...next };
});

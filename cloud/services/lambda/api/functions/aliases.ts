import type { AliasConfiguration } from "@aws-sdk/client-lambda";
import type { Services } from "../../../framework/services";
import { createAliasNotFoundFault, createFunctionNotFoundFault } from "../../model/faults";
import { formatFunctionArn } from "../../model/function-name";
import type { StoredAlias, StoredFunction } from "../../model/stored-function";

/** An alias as Lambda describes it. */
export const describeAlias = (
  services: Services,
  of: StoredFunction,
  { name, version, description, revisionId }: StoredAlias,
): AliasConfiguration => ({
  AliasArn: formatFunctionArn(services, of.name, name),
  Name: name,
  FunctionVersion: version,
  Description: description,
  RevisionId: revisionId,
});

/** @throws AwsFault ResourceNotFoundException */
export function requireAlias(services: Services, of: StoredFunction, name: string): StoredAlias {
  const found = of.aliases.find((alias) => alias.name === name);
  if (found === undefined) throw createAliasNotFoundFault(formatFunctionArn(services, of.name, name));
  return found;
}

/** @throws AwsFault ResourceNotFoundException: an alias may only name an existing version */
export function checkVersion(services: Services, of: StoredFunction, version: string): void {
  if (version !== "$LATEST" && !of.versions.some((item) => item.version === version))
    throw createFunctionNotFoundFault(formatFunctionArn(services, of.name, version));
}

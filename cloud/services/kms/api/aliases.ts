import { CreateAlias$, UpdateAlias$, DeleteAlias$, ListAliases$ } from "@aws-sdk/client-kms";
import type * as sdk from "@aws-sdk/client-kms";
import { required, type Members, optional } from "../../../core/members";
import { operation } from "../../framework/operation";
import {
  createAliasExistsFault,
  createAliasNotFoundFault,
  createNotAnAliasFault,
  createNotPrefixedFault,
  createReservedAliasFault,
} from "../model/faults";
import { aliasName, keyId, marker, upTo100 } from "../model/fields";
import { createPage } from "./page";

/**
 * @throws AwsFault ValidationException for a name that does not begin with `alias/`; NotAuthorizedException for
 * `alias/aws/`
 */
function checkCustomerAlias(name: string): void {
  if (!name.startsWith("alias/")) throw createNotPrefixedFault();
  if (name.length === "alias/".length) throw createNotAnAliasFault();
  if (name.startsWith("alias/aws/")) throw createReservedAliasFault();
}

const aliasMembers = {
  AliasName: required(aliasName),
  TargetKeyId: required(keyId),
} satisfies Members<sdk.CreateAliasRequest> & Members<sdk.UpdateAliasRequest>;

/** @see https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateAlias.html */
export const createAlias = operation(CreateAlias$, aliasMembers, ({ kms }, { AliasName: name, TargetKeyId }): void => {
  checkCustomerAlias(name);
  const { id } = kms.requireChangeable(TargetKeyId);
  if (kms.findAlias(name) !== undefined) throw createAliasExistsFault(kms.createAliasArn(name));
  kms.saveAlias(name, id);
});

export const updateAlias = operation(UpdateAlias$, aliasMembers, ({ kms }, { AliasName: name, TargetKeyId }): void => {
  checkCustomerAlias(name);
  if (kms.findAlias(name) === undefined) throw createAliasNotFoundFault(kms.createAliasArn(name));
  kms.saveAlias(name, kms.requireChangeable(TargetKeyId).id);
});

const deleteAliasMembers = { AliasName: required(aliasName) } satisfies Members<sdk.DeleteAliasRequest>;

export const deleteAlias = operation(DeleteAlias$, deleteAliasMembers, ({ kms }, { AliasName: name }): void => {
  checkCustomerAlias(name);
  if (kms.findAlias(name) === undefined) throw createAliasNotFoundFault(kms.createAliasArn(name));
  kms.removeAlias(name);
});

const members = {
  KeyId: optional(keyId),
  Limit: optional(upTo100),
  Marker: optional(marker),
} satisfies Members<sdk.ListAliasesRequest>;

/** @remarks Lists an AWS managed key only after a request has used it; AWS also lists aliases that have no key yet. */
export const listAliases = operation(ListAliases$, members, ({ kms }, request): sdk.ListAliasesResponse => {
  const { KeyId, Limit: size = 50, Marker } = request;
  const only = KeyId === undefined ? undefined : kms.requireKey(KeyId).id;
  const selected = kms.getAliases().filter(({ keyId: id }) => only === undefined || id === only);
  const { items, ...page } = createPage(selected, ({ name }) => name, { size, marker: Marker });
  return {
    Aliases: items.map(({ name, keyId: id, createdAt, updatedAt }) => ({
      AliasName: name,
      AliasArn: kms.createAliasArn(name),
      TargetKeyId: id,
      CreationDate: new Date(createdAt),
      LastUpdatedDate: new Date(updatedAt),
    })),
    ...page,
  };
});

import {
  CreateAlias$,
  UpdateAlias$,
  DeleteAlias$,
  type CreateAliasRequest,
  type UpdateAliasRequest,
  type DeleteAliasRequest,
} from "@aws-sdk/client-kms";
import { required, type Members } from "../../../core/members";
import { operation } from "../../framework/operation";
import {
  createAliasExistsFault,
  createAliasNotFoundFault,
  createNotAnAliasFault,
  createNotPrefixedFault,
  createReservedAliasFault,
} from "../model/faults";
import { aliasName, keyId } from "../model/fields";

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
} satisfies Members<CreateAliasRequest> & Members<UpdateAliasRequest>;

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

const deleteAliasMembers = { AliasName: required(aliasName) } satisfies Members<DeleteAliasRequest>;

export const deleteAlias = operation(DeleteAlias$, deleteAliasMembers, ({ kms }, { AliasName: name }): void => {
  checkCustomerAlias(name);
  if (kms.findAlias(name) === undefined) throw createAliasNotFoundFault(kms.createAliasArn(name));
  kms.removeAlias(name);
});

import { CreateAlias$, type CreateAliasRequest } from "@aws-sdk/client-kms";
import { required, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { createAliasExistsFault } from "../faults";
import { aliasName, keyId } from "../fields";
import { checkOwnAlias } from "../own-alias";

const members = { AliasName: required(aliasName), TargetKeyId: required(keyId) } satisfies Members<CreateAliasRequest>;

/** @see https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateAlias.html */
export const createAlias = operation(CreateAlias$, members, ({ kms }, { AliasName: name, TargetKeyId }): void => {
  checkOwnAlias(name);
  const { id } = kms.requireChangeable(TargetKeyId);
  if (kms.findAlias(name) !== undefined) throw createAliasExistsFault(kms.createAliasArn(name));
  kms.saveAlias(name, id);
});

import { UpdateAlias$, type UpdateAliasRequest } from "@aws-sdk/client-kms";
import { required, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { createAliasNotFoundFault } from "../faults";
import { aliasName, keyId } from "../fields";
import { checkOwnAlias } from "../own-alias";

const members = { AliasName: required(aliasName), TargetKeyId: required(keyId) } satisfies Members<UpdateAliasRequest>;

export const updateAlias = operation(UpdateAlias$, members, ({ kms }, { AliasName: name, TargetKeyId }): void => {
  checkOwnAlias(name);
  if (kms.findAlias(name) === undefined) throw createAliasNotFoundFault(kms.createAliasArn(name));
  kms.saveAlias(name, kms.requireChangeable(TargetKeyId).id);
});

import { UpdateAlias$, type UpdateAliasRequest } from "@aws-sdk/client-kms";
import { required, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { aliasNotFound } from "../faults";
import { aliasName, keyId } from "../fields";
import { checkOwnAlias } from "../own-alias";

const members = { AliasName: required(aliasName), TargetKeyId: required(keyId) } satisfies Members<UpdateAliasRequest>;

export const updateAlias = operation(UpdateAlias$, members, ({ kms }, { AliasName: name, TargetKeyId }): void => {
  checkOwnAlias(name);
  if (kms.alias(name) === undefined) throw aliasNotFound(kms.aliasArn(name));
  kms.saveAlias(name, kms.changeable(TargetKeyId).id);
});

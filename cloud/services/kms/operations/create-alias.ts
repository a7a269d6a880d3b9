import { CreateAlias$, type CreateAliasRequest } from "@aws-sdk/client-kms";
import { required, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { aliasExists } from "../faults";
import { aliasName, keyId } from "../fields";
import { checkOwnAlias } from "../own-alias";

const members = { AliasName: required(aliasName), TargetKeyId: required(keyId) } satisfies Members<CreateAliasRequest>;

/** @see https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateAlias.html */
export const createAlias = operation(CreateAlias$, members, ({ kms }, { AliasName: name, TargetKeyId }): void => {
  checkOwnAlias(name);
  const { id } = kms.changeable(TargetKeyId);
  if (kms.alias(name) !== undefined) throw aliasExists(kms.aliasArn(name));
  kms.saveAlias(name, id);
});

import { DeleteAlias$, type DeleteAliasRequest } from "@aws-sdk/client-kms";
import { required, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { createAliasNotFoundFault } from "../faults";
import { aliasName } from "../fields";
import { checkOwnAlias } from "../own-alias";

const members = { AliasName: required(aliasName) } satisfies Members<DeleteAliasRequest>;

export const deleteAlias = operation(DeleteAlias$, members, ({ kms }, { AliasName: name }): void => {
  checkOwnAlias(name);
  if (kms.findAlias(name) === undefined) throw createAliasNotFoundFault(kms.createAliasArn(name));
  kms.removeAlias(name);
});

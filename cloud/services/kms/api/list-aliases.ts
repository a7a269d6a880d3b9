import { ListAliases$, type ListAliasesRequest, type ListAliasesResponse } from "@aws-sdk/client-kms";
import { optional, type Members } from "../../../core/members";
import { operation } from "../../framework/operation";
import { keyId, marker, upTo100 } from "../model/fields";
import { createPage } from "./page";

const members = {
  KeyId: optional(keyId),
  Limit: optional(upTo100),
  Marker: optional(marker),
} satisfies Members<ListAliasesRequest>;

/** @remarks Lists an AWS managed key only after a request has used it; AWS also lists aliases that have no key yet. */
export const listAliases = operation(ListAliases$, members, ({ kms }, request): ListAliasesResponse => {
  const { KeyId, Limit: size = 50, Marker } = request;
  const only = KeyId === undefined ? undefined : kms.requireKey(KeyId).id;
  const wanted = kms.getAliases().filter(({ keyId: id }) => only === undefined || id === only);
  const { items, ...page } = createPage(wanted, ({ name }) => name, { size, marker: Marker });
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

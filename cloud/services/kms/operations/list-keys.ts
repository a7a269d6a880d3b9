import { ListKeys$, type ListKeysRequest, type ListKeysResponse } from "@aws-sdk/client-kms";
import { optional, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { marker, upTo1000 } from "../fields";
import { createPage } from "../page";

const members = { Limit: optional(upTo1000), Marker: optional(marker) } satisfies Members<ListKeysRequest>;

export const listKeys = operation(ListKeys$, members, ({ kms }, request): ListKeysResponse => {
  const { Limit: size = 100, Marker } = request;
  const { items, ...page } = createPage(kms.listAll(), ({ id }) => id, { size, marker: Marker });
  return { Keys: items.map(({ id }) => ({ KeyId: id, KeyArn: kms.createArn(id) })), ...page };
});

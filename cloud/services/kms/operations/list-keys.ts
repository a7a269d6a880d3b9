import { ListKeys$, type ListKeysRequest, type ListKeysResponse } from "@aws-sdk/client-kms";
import { optional, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { marker, upTo1000 } from "../fields";
import { pageOf } from "../page";

const members = { Limit: optional(upTo1000), Marker: optional(marker) } satisfies Members<ListKeysRequest>;

export const listKeys = operation(ListKeys$, members, ({ kms }, request): ListKeysResponse => {
  const { Limit: size = 100, Marker } = request;
  const { items, ...page } = pageOf(kms.all(), ({ id }) => id, { size, marker: Marker });
  return { Keys: items.map(({ id }) => ({ KeyId: id, KeyArn: kms.arn(id) })), ...page };
});

import { ListFunctions$, type ListFunctionsRequest, type ListFunctionsResponse } from "@aws-sdk/client-lambda";
import { optional, refused, type Members } from "../../../core/members";
import type { Reply } from "../../../core/operation";
import { oneOf } from "../../../core/rules";
import { operation } from "../../operation";
import * as fields from "../fields";
import { describeListed } from "../functions/describe";
import { listPage, getVersionKey } from "../page";

const members = {
  MasterRegion: refused(),
  FunctionVersion: optional(oneOf(["ALL"])),
  Marker: optional(fields.marker),
  MaxItems: optional(fields.pageOf10000),
} satisfies Members<ListFunctionsRequest>;

/** `ALL` lists published versions, too. */
export const listFunctions = operation(ListFunctions$, members, (cloud, request): Reply<ListFunctionsResponse> => {
  const all = cloud.lambda.functions.listAll().flatMap((item) =>
    [item.latest, ...(request.FunctionVersion === "ALL" ? item.versions : [])].map((version) => ({
      of: item,
      version,
    })),
  );
  const { items, ...next } = listPage(all, ({ of, version }) => `${of.name} ${getVersionKey(version)}`, request);
  return {
    Functions: items.map(({ of, version }) =>
      describeListed(cloud, of, {
        version,
        qualifier: request.FunctionVersion === "ALL" ? version.version : undefined,
      }),
    ),
    ...next,
  };
});

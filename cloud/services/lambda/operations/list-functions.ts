import { ListFunctions$, type ListFunctionsRequest, type ListFunctionsResponse } from "@aws-sdk/client-lambda";
import { optional, refused, type Members } from "../../../core/members";
import type { Reply } from "../../../core/operation";
import { oneOf } from "../../../core/rules";
import { operation } from "../../operation";
import * as fields from "../fields";
import { listed } from "../functions/describe";
import { page, versionKey } from "../page";

const members = {
  MasterRegion: refused(),
  FunctionVersion: optional(oneOf(["ALL"])),
  Marker: optional(fields.marker),
  MaxItems: optional(fields.pageOf10000),
} satisfies Members<ListFunctionsRequest>;

/** `ALL` lists published versions, too. */
export const listFunctions = operation(ListFunctions$, members, (cloud, request): Reply<ListFunctionsResponse> => {
  const all = cloud.lambda.functions
    .all()
    .flatMap((one) =>
      [one.latest, ...(request.FunctionVersion === "ALL" ? one.versions : [])].map((version) => ({ of: one, version })),
    );
  const { items, ...next } = page(all, ({ of, version }) => `${of.name} ${versionKey(version)}`, request);
  return {
    Functions: items.map(({ of, version }) =>
      listed(cloud, of, { version, qualifier: request.FunctionVersion === "ALL" ? version.version : undefined }),
    ),
    ...next,
  };
});

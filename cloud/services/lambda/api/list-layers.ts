import { ListLayers$, type ListLayersRequest, type ListLayersResponse } from "@aws-sdk/client-lambda";
import { optional, type Members } from "../../../core/members";
import type { Reply } from "../../../core/operation";
import { operation } from "../../framework/operation";
import * as fields from "../model/fields";
import { describeListedVersion } from "./layers/describe-layer";
import { isMatching } from "./layers/is-matching";
import { formatLayerArn } from "../model/layers/layer-name";
import { listPage } from "./page";

const members = {
  CompatibleArchitecture: optional(fields.compatibleArchitecture),
  CompatibleRuntime: optional(fields.compatibleRuntime),
  Marker: optional(fields.marker),
  MaxItems: optional(fields.pageOf50),
} satisfies Members<ListLayersRequest>;

/** Lists each layer with the latest version that matches the filter; layers without one are not listed. */
export const listLayers = operation(ListLayers$, members, (cloud, request): Reply<ListLayersResponse> => {
  const all = cloud.lambda.layers.listAll().flatMap(({ name, versions }) => {
    const latest = versions.filter((version) => isMatching(version, request)).at(-1);
    return latest === undefined ? [] : [{ name, latest }];
  });
  const { items, ...next } = listPage(all, ({ name }) => name, request);
  return {
    Layers: items.map(({ name, latest }) => ({
      LayerName: name,
      LayerArn: formatLayerArn(cloud, name),
      LatestMatchingVersion: describeListedVersion(cloud, name, latest),
    })),
    ...next,
  };
});

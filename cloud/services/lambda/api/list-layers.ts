import * as fields from "../model/fields";
import {
  ListLayers$,
  type ListLayersRequest,
  type ListLayersResponse,
  GetLayerVersionByArn$,
  type GetLayerVersionByArnRequest,
  type GetLayerVersionResponse,
} from "@aws-sdk/client-lambda";
import { optional, type Members, required } from "../../../core/members";
import type { Reply } from "../../../core/operation";
import { operation } from "../../framework/operation";
import { describeListedVersion, describeLayerVersion, isMatching } from "./layers/describe-layer";
import { listPage } from "./page";
import { formatLayerArn, parseLayerName } from "../model/layers/layers";

const listLayersMembers = {
  CompatibleArchitecture: optional(fields.compatibleArchitecture),
  CompatibleRuntime: optional(fields.compatibleRuntime),
  Marker: optional(fields.marker),
  MaxItems: optional(fields.pageOf50),
} satisfies Members<ListLayersRequest>;

/** Lists each layer with the latest version that matches the filter; layers without one are not listed. */
export const listLayers = operation(ListLayers$, listLayersMembers, (cloud, request): Reply<ListLayersResponse> => {
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

const getLayerVersionByArnMembers = {
  Arn: required(fields.layerVersionArn),
} satisfies Members<GetLayerVersionByArnRequest>;

export const getLayerVersionByArn = operation(
  GetLayerVersionByArn$,
  getLayerVersionByArnMembers,
  (cloud, request, call): Reply<GetLayerVersionResponse> => {
    const named = parseLayerName(cloud, request.Arn);
    const found = cloud.lambda.layers.requireVersion(named, named.version ?? 0);
    return describeLayerVersion(cloud, call.endpoint, { name: named.name, found });
  },
);

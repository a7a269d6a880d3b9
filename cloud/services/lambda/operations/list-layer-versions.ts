import {
  ListLayerVersions$,
  type ListLayerVersionsRequest,
  type ListLayerVersionsResponse,
} from "@aws-sdk/client-lambda";
import { optional, required, type Members } from "../../../core/members";
import type { Reply } from "../../../core/operation";
import { operation } from "../../operation";
import * as fields from "../fields";
import { listedLayerVersion } from "../layers/describe-layer";
import { fits } from "../layers/fits";
import { namedLayer } from "../layers/layer-name";
import { page } from "../page";

const members = {
  CompatibleArchitecture: optional(fields.compatibleArchitecture),
  CompatibleRuntime: optional(fields.compatibleRuntime),
  LayerName: required(fields.layerName),
  Marker: optional(fields.marker),
  MaxItems: optional(fields.pageOf50),
} satisfies Members<ListLayerVersionsRequest>;

/** Lists the latest version first; an empty list for a missing layer, as on AWS. */
export const listLayerVersions = operation(
  ListLayerVersions$,
  members,
  (cloud, request): Reply<ListLayerVersionsResponse> => {
    const { name } = namedLayer(cloud, request.LayerName);
    const fitting = cloud.lambda.layers.versionsOf(name).filter((one) => fits(one, request));
    // Negated, since pages need ascending keys.
    const { items, ...next } = page([...fitting].reverse(), ({ version }) => -version, request);
    return { LayerVersions: items.map((version) => listedLayerVersion(cloud, name, version)), ...next };
  },
);

import {
  ListLayerVersions$,
  type ListLayerVersionsRequest,
  type ListLayerVersionsResponse,
} from "@aws-sdk/client-lambda";
import { optional, required, type Members } from "../../../core/members";
import type { Reply } from "../../../core/operation";
import { operation } from "../../operation";
import * as fields from "../fields";
import { describeListedVersion } from "../layers/describe-layer";
import { isMatching } from "../layers/is-matching";
import { parseLayerName } from "../layers/layer-name";
import { listPage } from "../page";

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
    const { name } = parseLayerName(cloud, request.LayerName);
    const fitting = cloud.lambda.layers.listVersions(name).filter((version) => isMatching(version, request));
    // Negated, since pages need ascending keys.
    const { items, ...next } = listPage([...fitting].reverse(), ({ version }) => -version, request);
    return { LayerVersions: items.map((version) => describeListedVersion(cloud, name, version)), ...next };
  },
);

import { GetLayerVersion$, type GetLayerVersionRequest, type GetLayerVersionResponse } from "@aws-sdk/client-lambda";
import { required, type Members } from "../../../core/members";
import type { Reply } from "../../../core/operation";
import { operation } from "../../operation";
import * as fields from "../fields";
import { describeLayerVersion } from "../layers/describe-layer";
import { parseLayerName } from "../layers/layer-name";

const members = {
  LayerName: required(fields.layerName),
  VersionNumber: required(fields.layerVersion),
} satisfies Members<GetLayerVersionRequest>;

export const getLayerVersion = operation(
  GetLayerVersion$,
  members,
  (cloud, request, call): Reply<GetLayerVersionResponse> => {
    const named = parseLayerName(cloud, request.LayerName);
    const found = cloud.lambda.layers.requireVersion(named, request.VersionNumber);
    return describeLayerVersion(cloud, call.endpoint, { name: named.name, found });
  },
);

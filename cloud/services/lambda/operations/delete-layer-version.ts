import { DeleteLayerVersion$, type DeleteLayerVersionRequest } from "@aws-sdk/client-lambda";
import { required, type Members } from "../../../core/members";
import type { Reply } from "../../../core/operation";
import { operation } from "../../operation";
import { createLayerVersionTooLowFault } from "../faults";
import * as fields from "../fields";
import { parseLayerName } from "../layers/layer-name";

const members = {
  LayerName: required(fields.layerName),
  VersionNumber: required(fields.layerVersion),
} satisfies Members<DeleteLayerVersionRequest>;

/** Functions that have the version keep it. Deleting a missing version is no error. */
export const deleteLayerVersion = operation(DeleteLayerVersion$, members, (cloud, request): Reply<object> => {
  if (request.VersionNumber < 1) throw createLayerVersionTooLowFault();
  cloud.lambda.layers.remove(parseLayerName(cloud, request.LayerName).name, request.VersionNumber);
  return {};
});

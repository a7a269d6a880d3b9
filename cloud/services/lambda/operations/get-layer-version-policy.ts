import {
  GetLayerVersionPolicy$,
  type GetLayerVersionPolicyRequest,
  type GetLayerVersionPolicyResponse,
} from "@aws-sdk/client-lambda";
import { required, type Members } from "../../../core/members";
import type { Reply } from "../../../core/operation";
import { operation } from "../../operation";
import { noPolicy } from "../faults";
import * as fields from "../fields";
import { versionOfPolicy } from "../layers/layer-policy";

const members = {
  LayerName: required(fields.layerName),
  VersionNumber: required(fields.layerVersion),
} satisfies Members<GetLayerVersionPolicyRequest>;

export const getLayerVersionPolicy = operation(
  GetLayerVersionPolicy$,
  members,
  (cloud, request): Reply<GetLayerVersionPolicyResponse> => {
    const { policy } = versionOfPolicy(cloud, request).found;
    if (policy === undefined) throw noPolicy();
    return {
      Policy: JSON.stringify({ Version: "2012-10-17", Id: "default", Statement: policy.statements }),
      RevisionId: policy.revisionId,
    };
  },
);

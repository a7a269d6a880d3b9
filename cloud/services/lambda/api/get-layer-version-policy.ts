import {
  GetLayerVersionPolicy$,
  type GetLayerVersionPolicyRequest,
  type GetLayerVersionPolicyResponse,
} from "@aws-sdk/client-lambda";
import { required, type Members } from "../../../core/members";
import type { Reply } from "../../../core/operation";
import { operation } from "../../framework/operation";
import { createNoPolicyFault } from "../model/faults";
import * as fields from "../model/fields";
import { requirePolicyVersion } from "./layers/layer-policy";

const members = {
  LayerName: required(fields.layerName),
  VersionNumber: required(fields.layerVersion),
} satisfies Members<GetLayerVersionPolicyRequest>;

export const getLayerVersionPolicy = operation(
  GetLayerVersionPolicy$,
  members,
  (cloud, request): Reply<GetLayerVersionPolicyResponse> => {
    const { policy } = requirePolicyVersion(cloud, request).found;
    if (policy === undefined) throw createNoPolicyFault();
    return {
      Policy: JSON.stringify({ Version: "2012-10-17", Id: "default", Statement: policy.statements }),
      RevisionId: policy.revisionId,
    };
  },
);

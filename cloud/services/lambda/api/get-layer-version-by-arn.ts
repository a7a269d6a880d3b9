import {
  GetLayerVersionByArn$,
  type GetLayerVersionByArnRequest,
  type GetLayerVersionResponse,
} from "@aws-sdk/client-lambda";
import { required, type Members } from "../../../core/members";
import type { Reply } from "../../../core/operation";
import { operation } from "../../framework/operation";
import * as fields from "../model/fields";
import { describeLayerVersion } from "./layers/describe-layer";
import { parseLayerName } from "../model/layers/layer-name";

const members = { Arn: required(fields.layerVersionArn) } satisfies Members<GetLayerVersionByArnRequest>;

export const getLayerVersionByArn = operation(
  GetLayerVersionByArn$,
  members,
  (cloud, request, call): Reply<GetLayerVersionResponse> => {
    const named = parseLayerName(cloud, request.Arn);
    const found = cloud.lambda.layers.requireVersion(named, named.version ?? 0);
    return describeLayerVersion(cloud, call.endpoint, { name: named.name, found });
  },
);

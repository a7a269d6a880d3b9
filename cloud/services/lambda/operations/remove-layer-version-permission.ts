import { RemoveLayerVersionPermission$, type RemoveLayerVersionPermissionRequest } from "@aws-sdk/client-lambda";
import { optional, required, type Members } from "../../../core/members";
import type { Reply } from "../../../core/operation";
import { operation } from "../../operation";
import { statementNotFound } from "../faults";
import * as fields from "../fields";
import { checkLayerRevision, versionOfPolicy } from "../layers/layer-policy";

const members = {
  LayerName: required(fields.layerName),
  VersionNumber: required(fields.layerVersion),
  StatementId: required(fields.statementId),
  RevisionId: optional(fields.revision),
} satisfies Members<RemoveLayerVersionPermissionRequest>;

export const removeLayerVersionPermission = operation(
  RemoveLayerVersionPermission$,
  members,
  (cloud, request): Reply<object> => {
    const { layers } = cloud.lambda;
    const { name, found } = versionOfPolicy(cloud, request);
    checkLayerRevision(found, request.RevisionId);
    const { policy, ...without } = found;
    const left = policy?.statements.filter(({ Sid }) => Sid !== request.StatementId) ?? [];
    if (left.length === (policy?.statements.length ?? 0)) throw statementNotFound(request.StatementId);
    layers.save(
      name,
      left.length === 0 ? without : { ...without, policy: { revisionId: layers.newId(), statements: left } },
    );
    return {};
  },
);

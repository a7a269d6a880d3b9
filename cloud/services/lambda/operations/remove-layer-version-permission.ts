import { RemoveLayerVersionPermission$, type RemoveLayerVersionPermissionRequest } from "@aws-sdk/client-lambda";
import { optional, required, type Members } from "../../../core/members";
import type { Reply } from "../../../core/operation";
import { operation } from "../../operation";
import { createStatementNotFoundFault } from "../faults";
import * as fields from "../fields";
import { checkLayerRevision, requirePolicyVersion } from "../layers/layer-policy";

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
    const { name, found } = requirePolicyVersion(cloud, request);
    checkLayerRevision(found, request.RevisionId);
    const { policy, ...without } = found;
    const left = policy?.statements.filter(({ Sid }) => Sid !== request.StatementId) ?? [];
    if (left.length === (policy?.statements.length ?? 0)) throw createStatementNotFoundFault(request.StatementId);
    layers.save(
      name,
      left.length === 0 ? without : { ...without, policy: { revisionId: layers.createId(), statements: left } },
    );
    return {};
  },
);

import * as fields from "../model/fields";
import {
  AddLayerVersionPermission$,
  RemoveLayerVersionPermission$,
  GetLayerVersionPolicy$,
} from "@aws-sdk/client-lambda";
import type * as sdk from "@aws-sdk/client-lambda";
import { optional, required, type Members, type Reply } from "../../../core/members";
import { string } from "../../../core/rules";
import { createStoredOnly } from "../../../core/telling";
import { operation } from "../../framework/operation";
import { createStatementExistsFault, createStatementNotFoundFault, createNoPolicyFault } from "../model/faults";
import { parsePrincipal } from "./permissions";
import { checkLayerRevision, requirePolicyVersion } from "./layers/describe-layer";
import type { LayerStatement } from "../model/layers/layers";

const addLayerVersionPermissionMembers = {
  LayerName: required(fields.layerName),
  VersionNumber: required(fields.layerVersion),
  StatementId: required(fields.statementId),
  Action: required(string({ length: { max: 22 }, pattern: "lambda:GetLayerVersion" })),
  Principal: required(string({ pattern: "\\d{12}|\\*|arn:(aws[a-zA-Z-]*):iam::\\d{12}:root" })),
  OrganizationId: optional(string({ length: { max: 34 }, pattern: "o-[a-z0-9]{10,32}" })),
  RevisionId: optional(fields.revision),
} satisfies Members<sdk.AddLayerVersionPermissionRequest>;

/**
 * @remarks The policy is stored and shown, but not evaluated: the lab cloud has no other account that could use a
 * layer.
 */
export const addLayerVersionPermission = createStoredOnly(
  "Lambda: the policy of a layer's version",
  operation(
    AddLayerVersionPermission$,
    addLayerVersionPermissionMembers,
    (cloud, request): Reply<sdk.AddLayerVersionPermissionResponse> => {
      const { layers } = cloud.lambda;
      const { name, arn, found } = requirePolicyVersion(cloud, request);
      const { statements = [] } = found.policy ?? {};
      if (statements.some(({ Sid }) => Sid === request.StatementId))
        throw createStatementExistsFault(request.StatementId);
      checkLayerRevision(found, request.RevisionId);
      const { OrganizationId: organization } = request;
      const statement: LayerStatement = {
        Sid: request.StatementId,
        Effect: "Allow",
        Principal: parsePrincipal(request.Principal),
        Action: request.Action,
        Resource: arn,
        ...(organization === undefined ? {} : { Condition: { StringEquals: { "aws:PrincipalOrgID": organization } } }),
      };
      const policy = { revisionId: layers.createId(), statements: [...statements, statement] };
      layers.save(name, { ...found, policy });
      return { Statement: JSON.stringify(statement), RevisionId: policy.revisionId };
    },
  ),
);

const removeLayerVersionPermissionMembers = {
  LayerName: required(fields.layerName),
  VersionNumber: required(fields.layerVersion),
  StatementId: required(fields.statementId),
  RevisionId: optional(fields.revision),
} satisfies Members<sdk.RemoveLayerVersionPermissionRequest>;

export const removeLayerVersionPermission = operation(
  RemoveLayerVersionPermission$,
  removeLayerVersionPermissionMembers,
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

const members = {
  LayerName: required(fields.layerName),
  VersionNumber: required(fields.layerVersion),
} satisfies Members<sdk.GetLayerVersionPolicyRequest>;

export const getLayerVersionPolicy = operation(
  GetLayerVersionPolicy$,
  members,
  (cloud, request): Reply<sdk.GetLayerVersionPolicyResponse> => {
    const { policy } = requirePolicyVersion(cloud, request).found;
    if (policy === undefined) throw createNoPolicyFault();
    return {
      Policy: JSON.stringify({ Version: "2012-10-17", Id: "default", Statement: policy.statements }),
      RevisionId: policy.revisionId,
    };
  },
);

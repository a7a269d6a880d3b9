import { CreateRole$, type CreateRoleRequest, type CreateRoleResponse } from "@aws-sdk/client-iam";
import { optional, refused, required, type Members } from "../../../core/members";
import { operationTelling } from "../../operation";
import { createRoleExistsFault } from "../faults";
import { description, path, policyDocument, roleName, sessionSeconds, tags } from "../fields";
import { checkTrustPolicy } from "../policy-document";
import { describeCreated } from "../role";
import { reportConditions, TRUST_CONDITION } from "../trust";

const members = {
  RoleName: required(roleName),
  AssumeRolePolicyDocument: required(policyDocument),
  Path: optional(path),
  Description: optional(description),
  MaxSessionDuration: optional(sessionSeconds),
  PermissionsBoundary: refused(),
  Tags: optional(tags),
} satisfies Members<CreateRoleRequest>;

export const createRole = operationTelling(TRUST_CONDITION)(
  CreateRole$,
  members,
  (cloud, request, call): CreateRoleResponse => {
    const { RoleName: name, AssumeRolePolicyDocument: trust, Path: path = "/" } = request;
    checkTrustPolicy(trust);
    reportConditions(call, trust);
    if (cloud.iam.find(name) !== undefined) throw createRoleExistsFault(name);
    const role = {
      name,
      path,
      id: cloud.iam.createId(),
      arn: `arn:aws:iam::${cloud.account}:role${path}${name}`,
      createdAt: cloud.now(),
      trust,
      description: request.Description,
      maxSessionSeconds: request.MaxSessionDuration ?? 3600,
      tags: (request.Tags ?? []).map(({ Key, Value }) => ({ key: Key, value: Value })),
      inline: {},
      attached: [],
    };
    cloud.iam.save(role);
    return { Role: describeCreated(role) };
  },
);

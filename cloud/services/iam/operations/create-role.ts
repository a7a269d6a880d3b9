import { CreateRole$, type CreateRoleRequest, type CreateRoleResponse } from "@aws-sdk/client-iam";
import { optional, refused, required, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { roleExists } from "../faults";
import { description, path, policyDocument, roleName, sessionSeconds, tags } from "../fields";
import { checkTrustPolicy } from "../policy-document";
import { created } from "../role";

const members = {
  RoleName: required(roleName),
  AssumeRolePolicyDocument: required(policyDocument),
  Path: optional(path),
  Description: optional(description),
  MaxSessionDuration: optional(sessionSeconds),
  PermissionsBoundary: refused(),
  Tags: optional(tags),
} satisfies Members<CreateRoleRequest>;

export const createRole = operation(CreateRole$, members, (cloud, request): CreateRoleResponse => {
  const { RoleName: name, AssumeRolePolicyDocument: trust, Path: path = "/" } = request;
  checkTrustPolicy(trust);
  if (cloud.iam.find(name) !== undefined) throw roleExists(name);
  const role = {
    name,
    path,
    id: cloud.iam.newId(),
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
  return { Role: created(role) };
});

import type * as sdk from "@aws-sdk/client-iam";
import type { OperationNames } from "../../core/operation";
import { awsQuery } from "../../protocols/aws-query";
import { queryViolation } from "../query-violation";
import { service, type OperationTable } from "../service";
import { leftOut } from "./left-out";
import { attachRolePolicy } from "./operations/attach-role-policy";
import { createRole } from "./operations/create-role";
import { deleteRole } from "./operations/delete-role";
import { deleteRolePolicy } from "./operations/delete-role-policy";
import { detachRolePolicy } from "./operations/detach-role-policy";
import { getRole } from "./operations/get-role";
import { getRolePolicy } from "./operations/get-role-policy";
import { listAttachedRolePolicies } from "./operations/list-attached-role-policies";
import { listRolePolicies } from "./operations/list-role-policies";
import { listRoles } from "./operations/list-roles";
import { putRolePolicy } from "./operations/put-role-policy";

/** AWS Identity and Access Management: roles, which services assume. Policies are kept, not weighed. */
export const iam = service({
  name: "iam",
  signingName: "iam",
  version: "2010-05-08",
  protocols: [awsQuery("https://iam.amazonaws.com/doc/2010-05-08/")],
  maxBodyBytes: 1024 * 1024,
  invalid: queryViolation,
  operations: {
    AttachRolePolicy: attachRolePolicy,
    CreateRole: createRole,
    DeleteRole: deleteRole,
    DeleteRolePolicy: deleteRolePolicy,
    DetachRolePolicy: detachRolePolicy,
    GetRole: getRole,
    GetRolePolicy: getRolePolicy,
    ListAttachedRolePolicies: listAttachedRolePolicies,
    ListRolePolicies: listRolePolicies,
    ListRoles: listRoles,
    PutRolePolicy: putRolePolicy,
    ...leftOut,
  } satisfies OperationTable<OperationNames<typeof sdk>>,
  views: (cloud) => [{
    title: "IAM roles",
    columns: ["Role", "ARN", "Created"],
    rows: cloud.iam.all().map(({ name, arn, createdAt }) => [name, arn, new Date(createdAt).toISOString()]),
  }],
});

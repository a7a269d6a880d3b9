import type * as sdk from "@aws-sdk/client-iam";
import type { OperationNames } from "../../core/operation";
import { awsQuery } from "../../protocols/aws-query";
import { queryViolation } from "../query-violation";
import { service, type OperationTable } from "../service";
import { notEmulatedOperations } from "./not-emulated";
import { addRoleToInstanceProfile } from "./operations/add-role-to-instance-profile";
import { attachRolePolicy } from "./operations/attach-role-policy";
import { createInstanceProfile } from "./operations/create-instance-profile";
import { createRole } from "./operations/create-role";
import { deleteInstanceProfile } from "./operations/delete-instance-profile";
import { deleteRole } from "./operations/delete-role";
import { deleteRolePolicy } from "./operations/delete-role-policy";
import { detachRolePolicy } from "./operations/detach-role-policy";
import { getInstanceProfile } from "./operations/get-instance-profile";
import { getRole } from "./operations/get-role";
import { getRolePolicy } from "./operations/get-role-policy";
import { listAttachedRolePolicies } from "./operations/list-attached-role-policies";
import { listInstanceProfiles } from "./operations/list-instance-profiles";
import { listInstanceProfilesForRole } from "./operations/list-instance-profiles-for-role";
import { listRolePolicies } from "./operations/list-role-policies";
import { listRoles } from "./operations/list-roles";
import { putRolePolicy } from "./operations/put-role-policy";
import { removeRoleFromInstanceProfile } from "./operations/remove-role-from-instance-profile";
import { tagRole } from "./operations/tag-role";
import { untagRole } from "./operations/untag-role";
import { updateAssumeRolePolicy } from "./operations/update-assume-role-policy";
import { updateRole } from "./operations/update-role";

/** AWS Identity and Access Management: roles, which services assume. Policies are kept, not weighed. */
export const iam = service({
  name: "iam",
  signingName: "iam",
  version: "2010-05-08",
  protocols: [awsQuery("https://iam.amazonaws.com/doc/2010-05-08/")],
  maxBodyBytes: 1024 * 1024,
  invalid: queryViolation,
  operations: {
    AddRoleToInstanceProfile: addRoleToInstanceProfile,
    AttachRolePolicy: attachRolePolicy,
    CreateInstanceProfile: createInstanceProfile,
    CreateRole: createRole,
    DeleteInstanceProfile: deleteInstanceProfile,
    DeleteRole: deleteRole,
    DeleteRolePolicy: deleteRolePolicy,
    DetachRolePolicy: detachRolePolicy,
    GetInstanceProfile: getInstanceProfile,
    GetRole: getRole,
    GetRolePolicy: getRolePolicy,
    ListAttachedRolePolicies: listAttachedRolePolicies,
    ListInstanceProfiles: listInstanceProfiles,
    ListInstanceProfilesForRole: listInstanceProfilesForRole,
    ListRolePolicies: listRolePolicies,
    ListRoles: listRoles,
    PutRolePolicy: putRolePolicy,
    RemoveRoleFromInstanceProfile: removeRoleFromInstanceProfile,
    TagRole: tagRole,
    UntagRole: untagRole,
    UpdateAssumeRolePolicy: updateAssumeRolePolicy,
    UpdateRole: updateRole,
    ...notEmulatedOperations,
  } satisfies OperationTable<OperationNames<typeof sdk>>,
  views: (cloud) => [
    {
      title: "IAM roles",
      columns: ["Role", "ARN", "Created"],
      rows: cloud.iam.all().map(({ name, arn, createdAt }) => [name, arn, new Date(createdAt).toISOString()]),
    },
  ],
});

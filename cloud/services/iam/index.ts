import type * as sdk from "@aws-sdk/client-iam";
import type { OperationNames } from "../../core/operation";
import { createSharedRate } from "../../core/rates";
import { createAwsQuery } from "../../protocols/aws-query";
import { queryViolation } from "../query-violation";
import { createService, type EmulatedOperations } from "../service";
import { addRoleToInstanceProfile } from "./operations/add-role-to-instance-profile";
import { attachRolePolicy } from "./operations/attach-role-policy";
import { createInstanceProfile } from "./operations/create-instance-profile";
import { createPolicy } from "./operations/create-policy";
import { createPolicyVersion } from "./operations/create-policy-version";
import { createRole } from "./operations/create-role";
import { deleteInstanceProfile } from "./operations/delete-instance-profile";
import { deletePolicy } from "./operations/delete-policy";
import { deletePolicyVersion } from "./operations/delete-policy-version";
import { deleteRole } from "./operations/delete-role";
import { deleteRolePolicy } from "./operations/delete-role-policy";
import { detachRolePolicy } from "./operations/detach-role-policy";
import { getInstanceProfile } from "./operations/get-instance-profile";
import { getPolicy } from "./operations/get-policy";
import { getPolicyVersion } from "./operations/get-policy-version";
import { getRole } from "./operations/get-role";
import { getRolePolicy } from "./operations/get-role-policy";
import { listAttachedRolePolicies } from "./operations/list-attached-role-policies";
import { listEntitiesForPolicy } from "./operations/list-entities-for-policy";
import { listInstanceProfiles } from "./operations/list-instance-profiles";
import { listInstanceProfilesForRole } from "./operations/list-instance-profiles-for-role";
import { listPolicies } from "./operations/list-policies";
import { listPolicyTags } from "./operations/list-policy-tags";
import { listPolicyVersions } from "./operations/list-policy-versions";
import { listRolePolicies } from "./operations/list-role-policies";
import { listRoles } from "./operations/list-roles";
import { putRolePolicy } from "./operations/put-role-policy";
import { removeRoleFromInstanceProfile } from "./operations/remove-role-from-instance-profile";
import { setDefaultPolicyVersion } from "./operations/set-default-policy-version";
import { tagPolicy } from "./operations/tag-policy";
import { tagRole } from "./operations/tag-role";
import { untagPolicy } from "./operations/untag-policy";
import { untagRole } from "./operations/untag-role";
import { updateAssumeRolePolicy } from "./operations/update-assume-role-policy";
import { updateRole } from "./operations/update-role";

/** AWS Identity and Access Management: roles, which services assume. Policies are stored, but not evaluated. No users, groups or keys. */
export const iam = createService({
  name: "iam",
  signingName: "iam",
  version: "2010-05-08",
  protocols: [createAwsQuery("https://iam.amazonaws.com/doc/2010-05-08/")],
  maxBodyBytes: 1024 * 1024,
  createInvalidFault: queryViolation,
  // Calls per second of all operations together: an estimate, since AWS throttles IAM but documents no number (LAG-011).
  rates: createSharedRate(20),
  operations: {
    AddRoleToInstanceProfile: addRoleToInstanceProfile,
    AttachRolePolicy: attachRolePolicy,
    CreateInstanceProfile: createInstanceProfile,
    CreatePolicy: createPolicy,
    CreatePolicyVersion: createPolicyVersion,
    CreateRole: createRole,
    DeleteInstanceProfile: deleteInstanceProfile,
    DeletePolicy: deletePolicy,
    DeletePolicyVersion: deletePolicyVersion,
    DeleteRole: deleteRole,
    DeleteRolePolicy: deleteRolePolicy,
    DetachRolePolicy: detachRolePolicy,
    GetInstanceProfile: getInstanceProfile,
    GetPolicy: getPolicy,
    GetPolicyVersion: getPolicyVersion,
    GetRole: getRole,
    GetRolePolicy: getRolePolicy,
    ListAttachedRolePolicies: listAttachedRolePolicies,
    ListEntitiesForPolicy: listEntitiesForPolicy,
    ListInstanceProfiles: listInstanceProfiles,
    ListInstanceProfilesForRole: listInstanceProfilesForRole,
    ListPolicies: listPolicies,
    ListPolicyTags: listPolicyTags,
    ListPolicyVersions: listPolicyVersions,
    ListRolePolicies: listRolePolicies,
    ListRoles: listRoles,
    PutRolePolicy: putRolePolicy,
    RemoveRoleFromInstanceProfile: removeRoleFromInstanceProfile,
    SetDefaultPolicyVersion: setDefaultPolicyVersion,
    TagPolicy: tagPolicy,
    TagRole: tagRole,
    UntagPolicy: untagPolicy,
    UntagRole: untagRole,
    UpdateAssumeRolePolicy: updateAssumeRolePolicy,
    UpdateRole: updateRole,
  } satisfies EmulatedOperations<OperationNames<typeof sdk>>,
  createViews: (cloud) => [
    {
      title: "IAM roles",
      columns: ["Role", "ARN", "Created"],
      rows: cloud.iam.listAll().map(({ name, arn, createdAt }) => [name, arn, new Date(createdAt).toISOString()]),
    },
  ],
});

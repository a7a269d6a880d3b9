import type * as sdk from "@aws-sdk/client-iam";
import type { OperationNames } from "../../core/operation";
import { createSharedRate } from "../../core/rates";
import { createAwsQuery } from "../../protocols/aws-query";
import { queryViolation } from "../query-violation";
import { createService, type EmulatedOperations } from "../service";
import { addRoleToInstanceProfile } from "./operations/add-role-to-instance-profile";
import {
  attachRolePolicy,
  deleteRolePolicy,
  detachRolePolicy,
  getRolePolicy,
  listRolePolicies,
  putRolePolicy,
} from "./operations/role-policies";
import {
  createInstanceProfile,
  deleteInstanceProfile,
  getInstanceProfile,
  listInstanceProfiles,
} from "./operations/instance-profiles";
import { createPolicy, deletePolicy, getPolicy, listPolicies } from "./operations/policies";
import {
  createPolicyVersion,
  deletePolicyVersion,
  getPolicyVersion,
  listPolicyVersions,
} from "./operations/policy-versions";
import { createRole, deleteRole, getRole, listRoles, updateRole } from "./operations/roles";
import { listAttachedRolePolicies } from "./operations/list-attached-role-policies";
import { listEntitiesForPolicy } from "./operations/list-entities-for-policy";
import { listInstanceProfilesForRole } from "./operations/list-instance-profiles-for-role";
import { listPolicyTags, tagPolicy, tagRole, untagPolicy, untagRole } from "./operations/tags";
import { removeRoleFromInstanceProfile } from "./operations/remove-role-from-instance-profile";
import { setDefaultPolicyVersion } from "./operations/set-default-policy-version";
import { updateAssumeRolePolicy } from "./operations/update-assume-role-policy";

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

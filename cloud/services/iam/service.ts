import type * as sdk from "@aws-sdk/client-iam";
import type { OperationNames } from "../../core/members";
import { createSharedRate } from "../../core/rates";
import { createAwsQuery } from "../../protocols/aws-query";
import { createService, type EmulatedOperations } from "../framework/create-service";
import {
  addRoleToInstanceProfile,
  removeRoleFromInstanceProfile,
  createInstanceProfile,
  deleteInstanceProfile,
  getInstanceProfile,
  listInstanceProfiles,
  listInstanceProfilesForRole,
} from "./api/instance-profiles";
import {
  attachRolePolicy,
  deleteRolePolicy,
  detachRolePolicy,
  getRolePolicy,
  listRolePolicies,
  putRolePolicy,
} from "./api/role-policies";
import {
  createPolicy,
  deletePolicy,
  getPolicy,
  listPolicies,
  createPolicyVersion,
  deletePolicyVersion,
  getPolicyVersion,
  listPolicyVersions,
  listAttachedRolePolicies,
  listEntitiesForPolicy,
  setDefaultPolicyVersion,
} from "./api/policies";
import { createRole, deleteRole, getRole, listRoles, updateRole, updateAssumeRolePolicy } from "./api/roles";
import { listPolicyTags, tagPolicy, tagRole, untagPolicy, untagRole } from "./api/tags";
import { queryViolation } from "../framework/operation";

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

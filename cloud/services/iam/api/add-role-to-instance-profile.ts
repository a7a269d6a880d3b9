import {
  AddRoleToInstanceProfile$,
  type AddRoleToInstanceProfileRequest,
  RemoveRoleFromInstanceProfile$,
  type RemoveRoleFromInstanceProfileRequest,
} from "@aws-sdk/client-iam";
import { required, type Members } from "../../../core/members";
import { operation } from "../../framework/operation";
import { createHasRoleFault, createRoleNotFoundFault } from "../model/faults";
import { profileName, roleName } from "../model/fields";

const addRoleToInstanceProfileMembers = {
  InstanceProfileName: required(profileName),
  RoleName: required(roleName),
} satisfies Members<AddRoleToInstanceProfileRequest>;

/** A profile holds one role at most. */
export const addRoleToInstanceProfile = operation(
  AddRoleToInstanceProfile$,
  addRoleToInstanceProfileMembers,
  ({ iam }, { InstanceProfileName: name, RoleName }): void => {
    const profile = iam.profiles.requireNamed(name);
    const role = iam.requireRole(RoleName);
    if (profile.role !== undefined) throw createHasRoleFault();
    iam.profiles.save({ ...profile, role: role.name });
  },
);

const removeRoleFromInstanceProfileMembers = {
  InstanceProfileName: required(profileName),
  RoleName: required(roleName),
} satisfies Members<RemoveRoleFromInstanceProfileRequest>;

export const removeRoleFromInstanceProfile = operation(
  RemoveRoleFromInstanceProfile$,
  removeRoleFromInstanceProfileMembers,
  ({ iam }, { InstanceProfileName: name, RoleName }): void => {
    const profile = iam.profiles.requireNamed(name);
    if (profile.role !== RoleName) throw createRoleNotFoundFault(RoleName);
    iam.profiles.save({ ...profile, role: undefined });
  },
);

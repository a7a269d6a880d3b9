import { AddRoleToInstanceProfile$, type AddRoleToInstanceProfileRequest } from "@aws-sdk/client-iam";
import { required, type Members } from "../../../core/members";
import { operation } from "../../framework/operation";
import { createHasRoleFault } from "../model/faults";
import { profileName, roleName } from "../model/fields";

const members = {
  InstanceProfileName: required(profileName),
  RoleName: required(roleName),
} satisfies Members<AddRoleToInstanceProfileRequest>;

/** A profile holds one role at most. */
export const addRoleToInstanceProfile = operation(
  AddRoleToInstanceProfile$,
  members,
  ({ iam }, { InstanceProfileName: name, RoleName }): void => {
    const profile = iam.profiles.requireNamed(name);
    const role = iam.requireRole(RoleName);
    if (profile.role !== undefined) throw createHasRoleFault();
    iam.profiles.save({ ...profile, role: role.name });
  },
);

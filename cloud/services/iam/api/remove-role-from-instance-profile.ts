import { RemoveRoleFromInstanceProfile$, type RemoveRoleFromInstanceProfileRequest } from "@aws-sdk/client-iam";
import { required, type Members } from "../../../core/members";
import { operation } from "../../framework/operation";
import { createRoleNotFoundFault } from "../model/faults";
import { profileName, roleName } from "../model/fields";

const members = {
  InstanceProfileName: required(profileName),
  RoleName: required(roleName),
} satisfies Members<RemoveRoleFromInstanceProfileRequest>;

export const removeRoleFromInstanceProfile = operation(
  RemoveRoleFromInstanceProfile$,
  members,
  ({ iam }, { InstanceProfileName: name, RoleName }): void => {
    const profile = iam.profiles.requireNamed(name);
    if (profile.role !== RoleName) throw createRoleNotFoundFault(RoleName);
    iam.profiles.save({ ...profile, role: undefined });
  },
);

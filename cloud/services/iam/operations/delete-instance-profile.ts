import { DeleteInstanceProfile$, type DeleteInstanceProfileRequest } from "@aws-sdk/client-iam";
import { required, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { isInProfiles } from "../faults";
import { profileName } from "../fields";

const members = { InstanceProfileName: required(profileName) } satisfies Members<DeleteInstanceProfileRequest>;

export const deleteInstanceProfile = operation(
  DeleteInstanceProfile$,
  members,
  ({ iam: { profiles } }, { InstanceProfileName: name }): void => {
    const profile = profiles.named(name);
    if (profile.role !== undefined) throw isInProfiles();
    profiles.remove(profile);
  },
);

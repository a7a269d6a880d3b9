import { DeleteInstanceProfile$, type DeleteInstanceProfileRequest } from "@aws-sdk/client-iam";
import { required, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { createInProfilesFault } from "../faults";
import { profileName } from "../fields";

const members = { InstanceProfileName: required(profileName) } satisfies Members<DeleteInstanceProfileRequest>;

export const deleteInstanceProfile = operation(
  DeleteInstanceProfile$,
  members,
  ({ iam: { profiles } }, { InstanceProfileName: name }): void => {
    const profile = profiles.requireNamed(name);
    if (profile.role !== undefined) throw createInProfilesFault();
    profiles.remove(profile);
  },
);

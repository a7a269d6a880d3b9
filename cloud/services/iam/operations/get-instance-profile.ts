import {
  GetInstanceProfile$,
  type GetInstanceProfileRequest,
  type GetInstanceProfileResponse,
} from "@aws-sdk/client-iam";
import { required, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { profileName } from "../fields";
import { describeProfile } from "../instance-profiles";

const members = { InstanceProfileName: required(profileName) } satisfies Members<GetInstanceProfileRequest>;

export const getInstanceProfile = operation(
  GetInstanceProfile$,
  members,
  ({ iam }, { InstanceProfileName: name }): GetInstanceProfileResponse => {
    const profile = iam.profiles.requireNamed(name);
    return { InstanceProfile: describeProfile(profile, iam.find(profile.role ?? "")) };
  },
);

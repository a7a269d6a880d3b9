import {
  CreateInstanceProfile$,
  type CreateInstanceProfileRequest,
  type CreateInstanceProfileResponse,
} from "@aws-sdk/client-iam";
import { optional, required, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { createInstanceProfileExistsFault } from "../faults";
import { path, profileName, tags } from "../fields";
import { describeProfile } from "../instance-profiles";

const members = {
  InstanceProfileName: required(profileName),
  Path: optional(path),
  Tags: optional(tags),
} satisfies Members<CreateInstanceProfileRequest>;

export const createInstanceProfile = operation(
  CreateInstanceProfile$,
  members,
  (cloud, request): CreateInstanceProfileResponse => {
    const { InstanceProfileName: name, Path: path = "/", Tags: given = [] } = request;
    const { profiles } = cloud.iam;
    if (profiles.find(name) !== undefined) throw createInstanceProfileExistsFault(name);
    const arn = `arn:aws:iam::${cloud.account}:instance-profile${path}${name}`;
    const profile = {
      name,
      path,
      arn,
      id: profiles.createId(),
      createdAt: cloud.now(),
      tags: given.map(({ Key, Value }) => ({ key: Key, value: Value })),
      role: undefined,
    };
    profiles.save(profile);
    return { InstanceProfile: describeProfile(profile, undefined) };
  },
);

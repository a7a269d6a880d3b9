import {
  CreateInstanceProfile$,
  GetInstanceProfile$,
  ListInstanceProfiles$,
  DeleteInstanceProfile$,
  type CreateInstanceProfileRequest,
  type CreateInstanceProfileResponse,
  type GetInstanceProfileRequest,
  type GetInstanceProfileResponse,
  type ListInstanceProfilesRequest,
  type ListInstanceProfilesResponse,
  type DeleteInstanceProfileRequest,
} from "@aws-sdk/client-iam";
import { optional, required, type Members } from "../../../core/members";
import { operation } from "../../framework/operation";
import { createInstanceProfileExistsFault, createInProfilesFault } from "../model/faults";
import { path, profileName, tags, paging, pathPrefix } from "../model/fields";
import { describeProfile } from "../model/instance-profiles";
import { createPage } from "./page";

const createInstanceProfileMembers = {
  InstanceProfileName: required(profileName),
  Path: optional(path),
  Tags: optional(tags),
} satisfies Members<CreateInstanceProfileRequest>;

export const createInstanceProfile = operation(
  CreateInstanceProfile$,
  createInstanceProfileMembers,
  (cloud, request): CreateInstanceProfileResponse => {
    const { InstanceProfileName: name, Path: path = "/", Tags: tagList = [] } = request;
    const { profiles } = cloud.iam;
    if (profiles.find(name) !== undefined) throw createInstanceProfileExistsFault(name);
    const arn = `arn:aws:iam::${cloud.account}:instance-profile${path}${name}`;
    const profile = {
      name,
      path,
      arn,
      id: profiles.createId(),
      createdAt: cloud.now(),
      tags: tagList.map(({ Key, Value }) => ({ key: Key, value: Value })),
      role: undefined,
    };
    profiles.save(profile);
    return { InstanceProfile: describeProfile(profile, undefined) };
  },
);

const instanceProfileMembers = {
  InstanceProfileName: required(profileName),
} satisfies Members<GetInstanceProfileRequest> & Members<DeleteInstanceProfileRequest>;

export const getInstanceProfile = operation(
  GetInstanceProfile$,
  instanceProfileMembers,
  ({ iam }, { InstanceProfileName: name }): GetInstanceProfileResponse => {
    const profile = iam.profiles.requireNamed(name);
    return { InstanceProfile: describeProfile(profile, iam.find(profile.role ?? "")) };
  },
);

const listInstanceProfilesMembers = {
  PathPrefix: optional(pathPrefix),
  ...paging,
} satisfies Members<ListInstanceProfilesRequest>;

export const listInstanceProfiles = operation(
  ListInstanceProfiles$,
  listInstanceProfilesMembers,
  ({ iam }, request): ListInstanceProfilesResponse => {
    const { PathPrefix: prefix = "/" } = request;
    const { items, ...page } = createPage(
      iam.profiles.listAll().filter(({ path }) => path.startsWith(prefix)),
      request,
      ({ name }) => name,
    );
    return { InstanceProfiles: items.map((item) => describeProfile(item, iam.find(item.role ?? ""))), ...page };
  },
);

export const deleteInstanceProfile = operation(
  DeleteInstanceProfile$,
  instanceProfileMembers,
  ({ iam: { profiles } }, { InstanceProfileName: name }): void => {
    const profile = profiles.requireNamed(name);
    if (profile.role !== undefined) throw createInProfilesFault();
    profiles.remove(profile);
  },
);

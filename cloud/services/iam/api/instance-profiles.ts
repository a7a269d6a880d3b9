import {
  CreateInstanceProfile$,
  GetInstanceProfile$,
  ListInstanceProfiles$,
  DeleteInstanceProfile$,
  AddRoleToInstanceProfile$,
  RemoveRoleFromInstanceProfile$,
  ListInstanceProfilesForRole$,
} from "@aws-sdk/client-iam";
import type * as sdk from "@aws-sdk/client-iam";
import { optional, required, type Members } from "../../../core/members";
import { operation } from "../../framework/operation";
import {
  createInstanceProfileExistsFault,
  createInProfilesFault,
  createHasRoleFault,
  createRoleNotFoundFault,
} from "../model/faults";
import { path, profileName, tags, paging, pathPrefix, roleName } from "../model/fields";
import { describeProfile } from "../model/instance-profiles";
import { createPage } from "./page";

const addRoleToInstanceProfileMembers = {
  InstanceProfileName: required(profileName),
  RoleName: required(roleName),
} satisfies Members<sdk.AddRoleToInstanceProfileRequest>;

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
} satisfies Members<sdk.RemoveRoleFromInstanceProfileRequest>;

export const removeRoleFromInstanceProfile = operation(
  RemoveRoleFromInstanceProfile$,
  removeRoleFromInstanceProfileMembers,
  ({ iam }, { InstanceProfileName: name, RoleName }): void => {
    const profile = iam.profiles.requireNamed(name);
    if (profile.role !== RoleName) throw createRoleNotFoundFault(RoleName);
    iam.profiles.save({ ...profile, role: undefined });
  },
);

const members = { RoleName: required(roleName), ...paging } satisfies Members<sdk.ListInstanceProfilesForRoleRequest>;

export const listInstanceProfilesForRole = operation(
  ListInstanceProfilesForRole$,
  members,
  ({ iam }, request): sdk.ListInstanceProfilesForRoleResponse => {
    const role = iam.requireRole(request.RoleName);
    const { items, ...page } = createPage(
      iam.profiles.listAll().filter((profile) => profile.role === role.name),
      request,
      ({ name }) => name,
    );
    return { InstanceProfiles: items.map((item) => describeProfile(item, role)), ...page };
  },
);

const createInstanceProfileMembers = {
  InstanceProfileName: required(profileName),
  Path: optional(path),
  Tags: optional(tags),
} satisfies Members<sdk.CreateInstanceProfileRequest>;

export const createInstanceProfile = operation(
  CreateInstanceProfile$,
  createInstanceProfileMembers,
  (cloud, request): sdk.CreateInstanceProfileResponse => {
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
} satisfies Members<sdk.GetInstanceProfileRequest> & Members<sdk.DeleteInstanceProfileRequest>;

export const getInstanceProfile = operation(
  GetInstanceProfile$,
  instanceProfileMembers,
  ({ iam }, { InstanceProfileName: name }): sdk.GetInstanceProfileResponse => {
    const profile = iam.profiles.requireNamed(name);
    return { InstanceProfile: describeProfile(profile, iam.find(profile.role ?? "")) };
  },
);

const listInstanceProfilesMembers = {
  PathPrefix: optional(pathPrefix),
  ...paging,
} satisfies Members<sdk.ListInstanceProfilesRequest>;

export const listInstanceProfiles = operation(
  ListInstanceProfiles$,
  listInstanceProfilesMembers,
  ({ iam }, request): sdk.ListInstanceProfilesResponse => {
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

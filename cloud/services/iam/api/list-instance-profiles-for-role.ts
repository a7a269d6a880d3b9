import {
  ListInstanceProfilesForRole$,
  type ListInstanceProfilesForRoleRequest,
  type ListInstanceProfilesForRoleResponse,
} from "@aws-sdk/client-iam";
import { required, type Members } from "../../../core/members";
import { operation } from "../../framework/operation";
import { paging, roleName } from "../model/fields";
import { describeProfile } from "../model/instance-profiles";
import { createPage } from "./page";

const members = { RoleName: required(roleName), ...paging } satisfies Members<ListInstanceProfilesForRoleRequest>;

export const listInstanceProfilesForRole = operation(
  ListInstanceProfilesForRole$,
  members,
  ({ iam }, request): ListInstanceProfilesForRoleResponse => {
    const role = iam.requireRole(request.RoleName);
    const { items, ...page } = createPage(
      iam.profiles.listAll().filter((profile) => profile.role === role.name),
      request,
      ({ name }) => name,
    );
    return { InstanceProfiles: items.map((item) => describeProfile(item, role)), ...page };
  },
);

import {
  ListInstanceProfiles$,
  type ListInstanceProfilesRequest,
  type ListInstanceProfilesResponse,
} from "@aws-sdk/client-iam";
import { optional, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { paging, pathPrefix } from "../fields";
import { describeProfile } from "../instance-profiles";
import { createPage } from "../page";

const members = { PathPrefix: optional(pathPrefix), ...paging } satisfies Members<ListInstanceProfilesRequest>;

export const listInstanceProfiles = operation(
  ListInstanceProfiles$,
  members,
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

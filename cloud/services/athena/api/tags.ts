import { TagResource$, ListTagsForResource$, UntagResource$ } from "@aws-sdk/client-athena";
import type * as sdk from "@aws-sdk/client-athena";
import { required, optional, type Members } from "../../../core/members";
import { integer } from "../../../core/rules";
import { operation } from "../../framework/operation";
import { resourceArn, tagList, pageToken, tagKeys } from "../model/fields";
import { createPage } from "./page";
import type { Services } from "../../framework/services";
import { createNoTaggedResourceFault } from "../model/faults";
import { DATA_CATALOG } from "./data-catalogs";

export const workGroupArn = (cloud: Pick<Services, "createArn">, name: string): string =>
  cloud.createArn("athena", `workgroup/${name}`);

/** The ARN of an existing resource that can have tags. @throws AwsFault ResourceNotFoundException */
function requireTaggedArn(cloud: Services, arn: string): string {
  const isThere =
    arn === cloud.createArn("athena", `datacatalog/${DATA_CATALOG}`) ||
    cloud.athena.workGroups.listAll().some(({ name }) => workGroupArn(cloud, name) === arn);
  if (!isThere) throw createNoTaggedResourceFault(arn);
  return arn;
}

const tagResourceMembers = {
  ResourceARN: required(resourceArn),
  Tags: required(tagList),
} satisfies Members<sdk.TagResourceInput>;

export const tagResource = operation(TagResource$, tagResourceMembers, (cloud, request): sdk.TagResourceOutput => {
  cloud.athena.tags.add(requireTaggedArn(cloud, request.ResourceARN), request.Tags);
  return {};
});

const listTagsForResourceMembers = {
  ResourceARN: required(resourceArn),
  NextToken: optional(pageToken),
  MaxResults: optional(integer({ min: 75 })),
} satisfies Members<sdk.ListTagsForResourceInput>;

export const listTagsForResource = operation(
  ListTagsForResource$,
  listTagsForResourceMembers,
  (cloud, request): sdk.ListTagsForResourceOutput => {
    const { items, ...next } = createPage(
      cloud.athena.tags.listTags(requireTaggedArn(cloud, request.ResourceARN)),
      ({ Key: key }) => key,
      request,
    );
    return { Tags: items, ...next };
  },
);

const untagResourceMembers = {
  ResourceARN: required(resourceArn),
  TagKeys: required(tagKeys),
} satisfies Members<sdk.UntagResourceInput>;

export const untagResource = operation(
  UntagResource$,
  untagResourceMembers,
  (cloud, request): sdk.UntagResourceOutput => {
    cloud.athena.tags.remove(requireTaggedArn(cloud, request.ResourceARN), request.TagKeys);
    return {};
  },
);

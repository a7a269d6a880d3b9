import { GetTags$, type GetTagsRequest, type GetTagsResponse } from "@aws-sdk/client-glue";
import { required, type Members } from "../../../core/members";
import { resourceArn } from "../fields";
import { operation } from "../operation";
import { requireTaggedDatabase } from "../tagged-database";

const members = { ResourceArn: required(resourceArn) } satisfies Members<GetTagsRequest>;

export const getTags = operation(GetTags$, members, (cloud, request): GetTagsResponse => ({
  Tags: { ...requireTaggedDatabase(cloud, request.ResourceArn).tags },
}));

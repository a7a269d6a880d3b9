import { ListTags$, type ListTagsRequest, type ListTagsResponse } from "@aws-sdk/client-lambda";
import { required, type Members } from "../../../core/members";
import type { Reply } from "../../../core/operation";
import { operation } from "../../operation";
import * as fields from "../fields";
import { requireTaggedResource } from "../tagged-resource";

const members = { Resource: required(fields.resourceArn) } satisfies Members<ListTagsRequest>;

export const listTags = operation(ListTags$, members, (cloud, request): Reply<ListTagsResponse> => ({
  Tags: { ...requireTaggedResource(cloud, request.Resource).tags },
}));

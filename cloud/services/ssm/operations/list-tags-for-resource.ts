import {
  ListTagsForResource$,
  type ListTagsForResourceRequest,
  type ListTagsForResourceResult,
} from "@aws-sdk/client-ssm";
import { required, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { createInvalidResourceFault } from "../faults";
import { parameterName, taggedType } from "../fields";

const members = {
  ResourceType: required(taggedType),
  ResourceId: required(parameterName),
} satisfies Members<ListTagsForResourceRequest>;

export const listTagsForResource = operation(
  ListTagsForResource$,
  members,
  (cloud, { ResourceId }): ListTagsForResourceResult => {
    const parameter = cloud.ssm.findOwn(ResourceId);
    if (parameter === undefined) throw createInvalidResourceFault();
    return { TagList: Object.entries(parameter.tags).map(([Key, Value]) => ({ Key, Value })) };
  },
);

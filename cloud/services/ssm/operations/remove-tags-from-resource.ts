import {
  RemoveTagsFromResource$,
  type RemoveTagsFromResourceRequest,
  type RemoveTagsFromResourceResult,
} from "@aws-sdk/client-ssm";
import { required, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { createInvalidResourceFault } from "../faults";
import { parameterName, taggedType, tagKeys } from "../fields";

const members = {
  ResourceType: required(taggedType),
  ResourceId: required(parameterName),
  TagKeys: required(tagKeys),
} satisfies Members<RemoveTagsFromResourceRequest>;

export const removeTagsFromResource = operation(
  RemoveTagsFromResource$,
  members,
  (cloud, { ResourceId, TagKeys }): RemoveTagsFromResourceResult => {
    const parameter = cloud.ssm.findOwn(ResourceId);
    if (parameter === undefined) throw createInvalidResourceFault();
    const tags = Object.fromEntries(Object.entries(parameter.tags).filter(([key]) => !TagKeys.includes(key)));
    cloud.ssm.save({ ...parameter, tags });
    return {};
  },
);

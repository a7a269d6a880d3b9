import { AddTagsToResource$, type AddTagsToResourceRequest, type AddTagsToResourceResult } from "@aws-sdk/client-ssm";
import { required, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { createInvalidResourceFault } from "../faults";
import { parameterName, taggedType, tags } from "../fields";

const members = {
  ResourceType: required(taggedType),
  ResourceId: required(parameterName),
  Tags: required(tags),
} satisfies Members<AddTagsToResourceRequest>;

export const addTagsToResource = operation(
  AddTagsToResource$,
  members,
  (cloud, { ResourceId, Tags }): AddTagsToResourceResult => {
    const parameter = cloud.ssm.findOwn(ResourceId);
    if (parameter === undefined) throw createInvalidResourceFault();
    const added = Object.fromEntries(Tags.map(({ Key, Value }) => [Key, Value]));
    cloud.ssm.save({ ...parameter, tags: { ...parameter.tags, ...added } });
    return {};
  },
);

import { TagResource$, type TagResourceRequest } from "@aws-sdk/client-kms";
import { required, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { keyMembers, tags } from "../fields";
import { addTags } from "../key-tags";

const members = { ...keyMembers, Tags: required(tags) } satisfies Members<TagResourceRequest>;

export const tagResource = operation(TagResource$, members, ({ kms }, { KeyId, Tags }): void => {
  const key = kms.requireChangeable(KeyId);
  kms.save({ ...key, tags: addTags(key.tags, Tags) });
});

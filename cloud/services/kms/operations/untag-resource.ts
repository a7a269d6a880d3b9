import { UntagResource$, type UntagResourceRequest } from "@aws-sdk/client-kms";
import { required, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { keyMembers, tagKeys } from "../fields";

const members = { ...keyMembers, TagKeys: required(tagKeys) } satisfies Members<UntagResourceRequest>;

export const untagResource = operation(UntagResource$, members, ({ kms }, { KeyId, TagKeys }): void => {
  const key = kms.requireChangeable(KeyId);
  const tags = Object.fromEntries(Object.entries(key.tags).filter(([name]) => !TagKeys.includes(name)));
  kms.save({ ...key, tags });
});

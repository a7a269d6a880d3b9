import { TagRole$, type TagRoleRequest } from "@aws-sdk/client-iam";
import { required, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { roleName, tags } from "../fields";

const members = { RoleName: required(roleName), Tags: required(tags) } satisfies Members<TagRoleRequest>;

export const tagRole = operation(TagRole$, members, ({ iam }, { RoleName, Tags }): void => {
  const role = iam.requireRole(RoleName);
  const others = role.tags.filter(({ key }) => !Tags.some(({ Key }) => Key === key));
  iam.save({ ...role, tags: [...others, ...Tags.map(({ Key, Value }) => ({ key: Key, value: Value }))] });
});

import { ListPolicyTags$, type ListPolicyTagsRequest, type ListPolicyTagsResponse } from "@aws-sdk/client-iam";
import { required, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { arn, paging } from "../fields";
import { createPage } from "../page";

const members = { PolicyArn: required(arn), ...paging } satisfies Members<ListPolicyTagsRequest>;

export const listPolicyTags = operation(ListPolicyTags$, members, ({ iam }, request): ListPolicyTagsResponse => {
  const { tags } = iam.policies.requirePolicy(request.PolicyArn);
  const { items, ...page } = createPage(
    [...tags].sort((a, b) => (a.key < b.key ? -1 : 1)),
    request,
    ({ key }) => key,
  );
  return { Tags: items.map(({ key, value }) => ({ Key: key, Value: value })), ...page };
});

import { ListTopics$, type ListTopicsInput, type ListTopicsResponse } from "@aws-sdk/client-sns";
import { optional, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { anyText } from "../fields";
import { pageOf } from "../page";

const members = { NextToken: optional(anyText) } satisfies Members<ListTopicsInput>;

export const listTopics = operation(ListTopics$, members, ({ sns }, { NextToken: token }): ListTopicsResponse => {
  const { items, ...page } = pageOf(sns.all(), ({ name }) => name, token);
  return { Topics: items.map(({ name }) => ({ TopicArn: sns.arn(name) })), ...page };
});

import { ListTopics$, type ListTopicsInput, type ListTopicsResponse } from "@aws-sdk/client-sns";
import { optional, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { anyText } from "../fields";
import { createPage } from "../page";

const members = { NextToken: optional(anyText) } satisfies Members<ListTopicsInput>;

export const listTopics = operation(ListTopics$, members, ({ sns }, { NextToken: token }): ListTopicsResponse => {
  const { items, ...page } = createPage(sns.listAll(), ({ name }) => name, token);
  return { Topics: items.map(({ name }) => ({ TopicArn: sns.createArn(name) })), ...page };
});

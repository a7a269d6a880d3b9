import {
  CreateTopic$,
  ListTopics$,
  DeleteTopic$,
  type CreateTopicInput,
  type CreateTopicResponse,
  type ListTopicsInput,
  type ListTopicsResponse,
  type DeleteTopicInput,
} from "@aws-sdk/client-sns";
import { optional, refused, required, type Members } from "../../../core/members";
import { operationWithNotes, operation } from "../../framework/operation";
import { createInvalidParameterFault, createNotEmulatedFault } from "../model/faults";
import { anyText, tags, textMap } from "../model/fields";
import { checkTopicAttribute, STORED_ONLY_ATTRIBUTES, reportStoredOnlyAttributes } from "../model/topic-attributes";
import { createPage } from "./list-subscriptions";

const createTopicMembers = {
  Name: required(anyText),
  Attributes: optional(textMap),
  Tags: optional(tags),
  DataProtectionPolicy: refused(),
} satisfies Members<CreateTopicInput>;

/**
 * Creates a standard topic. For an existing topic returns its ARN, if the given attributes and tags are the topic's
 * own.
 *
 * @see https://docs.aws.amazon.com/sns/latest/api/API_CreateTopic.html
 */
export const createTopic = operationWithNotes(...Object.values(STORED_ONLY_ATTRIBUTES))(
  CreateTopic$,
  createTopicMembers,
  (cloud, request, call): CreateTopicResponse => {
    const { Name: name, Attributes: attributes = {}, Tags = [] } = request;
    if (attributes["FifoTopic"] === "true" || /^[\w-]{1,251}\.fifo$/.test(name))
      throw createNotEmulatedFault("FIFO topics");
    if (!/^[\w-]{1,256}$/.test(name)) throw createInvalidParameterFault("Topic Name");
    for (const [key, value] of Object.entries(attributes)) checkTopicAttribute(key, value);
    const TopicArn = cloud.sns.createArn(name);
    const byKey = Object.fromEntries(Tags.map(({ Key, Value }) => [Key, Value]));
    const found = cloud.sns.find(name);
    if (found === undefined) cloud.sns.save({ name, attributes, tags: byKey, unsubscribed: 0 });
    else if (Object.entries(attributes).some(([key, value]) => (found.attributes[key] ?? "") !== value))
      throw createInvalidParameterFault("Attributes Reason: Topic already exists with different attributes");
    else if (Object.entries(byKey).some(([key, value]) => found.tags[key] !== value))
      throw createInvalidParameterFault("Tags Reason: Topic already exists with different tags");
    reportStoredOnlyAttributes(call, attributes);
    return { TopicArn };
  },
);

const listTopicsMembers = { NextToken: optional(anyText) } satisfies Members<ListTopicsInput>;

export const listTopics = operation(
  ListTopics$,
  listTopicsMembers,
  ({ sns }, { NextToken: token }): ListTopicsResponse => {
    const { items, ...page } = createPage(sns.listAll(), ({ name }) => name, token);
    return { Topics: items.map(({ name }) => ({ TopicArn: sns.createArn(name) })), ...page };
  },
);

const deleteTopicMembers = { TopicArn: required(anyText) } satisfies Members<DeleteTopicInput>;

/** Removes a topic with its subscriptions. Deleting a missing topic is no error, as on AWS. */
export const deleteTopic = operation(DeleteTopic$, deleteTopicMembers, ({ sns }, { TopicArn }): void => {
  sns.remove(sns.parseName(TopicArn));
});

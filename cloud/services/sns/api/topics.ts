import { CreateTopic$, ListTopics$, DeleteTopic$, GetTopicAttributes$, SetTopicAttributes$ } from "@aws-sdk/client-sns";
import type * as sdk from "@aws-sdk/client-sns";
import { optional, refused, required, type Members } from "../../../core/members";
import { operationWithNotes, operation } from "../../framework/operation";
import { createInvalidParameterFault, createNotEmulatedFault } from "../model/faults";
import { anyText, tags, textMap } from "../model/fields";
import {
  checkTopicAttribute,
  STORED_ONLY_ATTRIBUTES,
  reportStoredOnlyAttributes,
  createDefaultPolicy,
} from "../model/topic-attributes";
import { createPage } from "./subscriptions";
import { isDelivered } from "../model/topics";

const getTopicAttributesMembers = { TopicArn: required(anyText) } satisfies Members<sdk.GetTopicAttributesInput>;

/** AWS's default policy for retries to web servers, which the lab cloud does not call. */
const EFFECTIVE_POLICY = JSON.stringify({
  http: {
    defaultHealthyRetryPolicy: {
      minDelayTarget: 20,
      maxDelayTarget: 20,
      numRetries: 3,
      numMaxDelayRetries: 0,
      numNoDelayRetries: 0,
      numMinDelayRetries: 0,
      backoffFunction: "linear",
    },
    disableSubscriptionOverrides: false,
    defaultRequestPolicy: { headerContentType: "text/plain; charset=UTF-8" },
  },
});

export const getTopicAttributes = operation(
  GetTopicAttributes$,
  getTopicAttributesMembers,
  ({ sns, account }, { TopicArn }): sdk.GetTopicAttributesResponse => {
    const { name, attributes, unsubscribed } = sns.requireByArn(TopicArn);
    const all = sns.listSubscriptions(name);
    const confirmed = all.filter(isDelivered).length;
    const { Policy, ...rest } = attributes;
    return {
      Attributes: {
        Policy: Policy || createDefaultPolicy(TopicArn, account),
        Owner: account,
        TopicArn,
        DisplayName: "",
        SubscriptionsConfirmed: String(confirmed),
        SubscriptionsPending: String(all.length - confirmed),
        SubscriptionsDeleted: String(unsubscribed),
        EffectiveDeliveryPolicy: EFFECTIVE_POLICY,
        ...rest,
      },
    };
  },
);

const setTopicAttributesMembers = {
  TopicArn: required(anyText),
  AttributeName: required(anyText),
  AttributeValue: optional(anyText),
} satisfies Members<sdk.SetTopicAttributesInput>;

/** An empty value removes an attribute. A policy and a key are stored without effect, and noted as such. */
export const setTopicAttributes = operationWithNotes(...Object.values(STORED_ONLY_ATTRIBUTES))(
  SetTopicAttributes$,
  setTopicAttributesMembers,
  (cloud, request, call): void => {
    const { TopicArn, AttributeName: name, AttributeValue: value = "" } = request;
    const topic = cloud.sns.requireByArn(TopicArn);
    if (name === "FifoTopic") throw createInvalidParameterFault("AttributeName");
    checkTopicAttribute(name, value);
    const others = Object.fromEntries(Object.entries(topic.attributes).filter(([key]) => key !== name));
    cloud.sns.save({ ...topic, attributes: value === "" ? others : { ...others, [name]: value } });
    reportStoredOnlyAttributes(call, { [name]: value });
  },
);

const createTopicMembers = {
  Name: required(anyText),
  Attributes: optional(textMap),
  Tags: optional(tags),
  DataProtectionPolicy: refused(),
} satisfies Members<sdk.CreateTopicInput>;

/**
 * Creates a standard topic. For an existing topic returns its ARN, if the given attributes and tags are the topic's
 * own.
 *
 * @see https://docs.aws.amazon.com/sns/latest/api/API_CreateTopic.html
 */
export const createTopic = operationWithNotes(...Object.values(STORED_ONLY_ATTRIBUTES))(
  CreateTopic$,
  createTopicMembers,
  (cloud, request, call): sdk.CreateTopicResponse => {
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

const listTopicsMembers = { NextToken: optional(anyText) } satisfies Members<sdk.ListTopicsInput>;

export const listTopics = operation(
  ListTopics$,
  listTopicsMembers,
  ({ sns }, { NextToken: token }): sdk.ListTopicsResponse => {
    const { items, ...page } = createPage(sns.listAll(), ({ name }) => name, token);
    return { Topics: items.map(({ name }) => ({ TopicArn: sns.createArn(name) })), ...page };
  },
);

const deleteTopicMembers = { TopicArn: required(anyText) } satisfies Members<sdk.DeleteTopicInput>;

/** Removes a topic with its subscriptions. Deleting a missing topic isn't an error, as on AWS. */
export const deleteTopic = operation(DeleteTopic$, deleteTopicMembers, ({ sns }, { TopicArn }): void => {
  sns.remove(sns.parseName(TopicArn));
});

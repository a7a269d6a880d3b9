import {
  GetTopicAttributes$,
  SetTopicAttributes$,
  type GetTopicAttributesInput,
  type GetTopicAttributesResponse,
  type SetTopicAttributesInput,
} from "@aws-sdk/client-sns";
import { required, optional, type Members } from "../../../core/members";
import { operation, operationWithNotes } from "../../framework/operation";
import { createInvalidParameterFault } from "../model/faults";
import { anyText } from "../model/fields";
import { isDelivered } from "../model/stored-topic";
import {
  createDefaultPolicy,
  checkTopicAttribute,
  STORED_ONLY_ATTRIBUTES,
  reportStoredOnlyAttributes,
} from "../model/topic-attributes";

const getTopicAttributesMembers = { TopicArn: required(anyText) } satisfies Members<GetTopicAttributesInput>;

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
  ({ sns, account }, { TopicArn }): GetTopicAttributesResponse => {
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
} satisfies Members<SetTopicAttributesInput>;

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

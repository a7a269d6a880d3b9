import {
  GetTopicAttributes$,
  type GetTopicAttributesInput,
  type GetTopicAttributesResponse,
} from "@aws-sdk/client-sns";
import { required, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { anyText } from "../fields";
import { isDelivered } from "../stored-topic";
import { createDefaultPolicy } from "../topic-attributes";

const members = { TopicArn: required(anyText) } satisfies Members<GetTopicAttributesInput>;

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
  members,
  ({ sns, account }, { TopicArn }): GetTopicAttributesResponse => {
    const { name, attributes, unsubscribed } = sns.requireByArn(TopicArn);
    const all = sns.listSubscriptions(name);
    const confirmed = all.filter(isDelivered).length;
    const { Policy, ...given } = attributes;
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
        ...given,
      },
    };
  },
);

import type { SubscribeResponse } from "@aws-sdk/client-sns";
import { maybe, needed, refusedProperty, text, yesNo } from "../../cloudformation/properties/shape";
import { resourceType } from "../../cloudformation/type-definition";
import { sns } from "../index";
import { setSubscriptionAttributes } from "../operations/set-subscription-attributes";
import { subscribe } from "../operations/subscribe";
import { unsubscribe } from "../operations/unsubscribe";

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sns-subscription.html */
export const topicSubscription = resourceType({
  type: "AWS::SNS::Subscription",
  properties: {
    TopicArn: needed(text()),
    Protocol: needed(text()),
    Endpoint: maybe(text()),
    RawMessageDelivery: maybe(yesNo()),
    // The topic's region, which the CDK gives if it subscribes a function.
    Region: maybe(text()),
    DeliveryPolicy: refusedProperty(),
    FilterPolicy: refusedProperty(),
    FilterPolicyScope: refusedProperty(),
    RedrivePolicy: refusedProperty(),
    ReplayPolicy: refusedProperty(),
    SubscriptionRoleArn: refusedProperty(),
  },
  replacement: ["TopicArn", "Protocol", "Endpoint", "Region"],
  attributes: ["Arn"],
  async create(context, { TopicArn, Protocol, Endpoint, RawMessageDelivery: isRaw }) {
    const { SubscriptionArn = "" } = await context.call<SubscribeResponse>(sns, subscribe, {
      TopicArn,
      Protocol,
      Endpoint,
      ReturnSubscriptionArn: true,
      ...(isRaw === undefined ? {} : { Attributes: { RawMessageDelivery: String(isRaw) } }),
    });
    return SubscriptionArn;
  },
  async update(context, { id: SubscriptionArn }, { RawMessageDelivery: isRaw = false }) {
    await context.call(sns, setSubscriptionAttributes, {
      SubscriptionArn,
      AttributeName: "RawMessageDelivery",
      AttributeValue: String(isRaw),
    });
  },
  async remove(context, { id: SubscriptionArn }) {
    await context.call(sns, unsubscribe, { SubscriptionArn });
  },
  describe: (_ground, { id }) => ({ Arn: id }),
});

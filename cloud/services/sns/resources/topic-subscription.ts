import type { SubscribeResponse } from "@aws-sdk/client-sns";
import {
  maybe,
  needed,
  createRefusedField,
  createTextShape,
  createBooleanShape,
} from "../../cloudformation/model/properties/shape";
import { defineResourceType } from "../../cloudformation/resources/type-definition";
import { sns } from "../service";
import { setSubscriptionAttributes } from "../api/subscription-attributes";
import { subscribe } from "../api/subscribe";
import { unsubscribe } from "../api/unsubscribe";

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sns-subscription.html */
export const topicSubscription = defineResourceType({
  type: "AWS::SNS::Subscription",
  properties: {
    TopicArn: needed(createTextShape()),
    Protocol: needed(createTextShape()),
    Endpoint: maybe(createTextShape()),
    RawMessageDelivery: maybe(createBooleanShape()),
    // The topic's region, which the CDK gives if it subscribes a function.
    Region: maybe(createTextShape()),
    DeliveryPolicy: createRefusedField(),
    FilterPolicy: createRefusedField(),
    FilterPolicyScope: createRefusedField(),
    RedrivePolicy: createRefusedField(),
    ReplayPolicy: createRefusedField(),
    SubscriptionRoleArn: createRefusedField(),
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

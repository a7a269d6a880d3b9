import {
  GetSubscriptionAttributes$,
  SetSubscriptionAttributes$,
  type GetSubscriptionAttributesInput,
  type GetSubscriptionAttributesResponse,
  type SetSubscriptionAttributesInput,
} from "@aws-sdk/client-sns";
import { required, optional, type Members } from "../../../core/members";
import { operation } from "../../framework/operation";
import { createSubscriptionNotFoundFault } from "../model/faults";
import { anyText } from "../model/fields";
import { isDelivered, hasRawDelivery } from "../model/stored-topic";

const getSubscriptionAttributesMembers = {
  SubscriptionArn: required(anyText),
} satisfies Members<GetSubscriptionAttributesInput>;

export const getSubscriptionAttributes = operation(
  GetSubscriptionAttributes$,
  getSubscriptionAttributesMembers,
  ({ sns, account }, { SubscriptionArn }): GetSubscriptionAttributesResponse => {
    const found = sns.findSubscription(SubscriptionArn);
    if (found === undefined) throw createSubscriptionNotFoundFault();
    return {
      Attributes: {
        SubscriptionArn,
        TopicArn: sns.createArn(found.topic),
        Owner: account,
        Protocol: found.protocol,
        Endpoint: found.endpoint,
        RawMessageDelivery: String(found.isRaw),
        PendingConfirmation: String(!isDelivered(found)),
        ConfirmationWasAuthenticated: String(isDelivered(found)),
        SubscriptionPrincipal: `arn:aws:iam::${account}:root`,
      },
    };
  },
);

const setSubscriptionAttributesMembers = {
  SubscriptionArn: required(anyText),
  AttributeName: required(anyText),
  AttributeValue: optional(anyText),
} satisfies Members<SetSubscriptionAttributesInput>;

export const setSubscriptionAttributes = operation(
  SetSubscriptionAttributes$,
  setSubscriptionAttributesMembers,
  ({ sns }, { SubscriptionArn, AttributeName: name, AttributeValue: value = "" }): void => {
    const found = sns.findSubscription(SubscriptionArn);
    if (found === undefined) throw createSubscriptionNotFoundFault();
    sns.saveSubscription({ ...found, isRaw: hasRawDelivery({ [name]: value }, found.protocol, found.isRaw) });
  },
);

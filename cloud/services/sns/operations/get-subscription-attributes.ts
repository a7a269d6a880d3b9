import {
  GetSubscriptionAttributes$,
  type GetSubscriptionAttributesInput,
  type GetSubscriptionAttributesResponse,
} from "@aws-sdk/client-sns";
import { required, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { createSubscriptionNotFoundFault } from "../faults";
import { anyText } from "../fields";
import { isDelivered } from "../stored-topic";

const members = { SubscriptionArn: required(anyText) } satisfies Members<GetSubscriptionAttributesInput>;

export const getSubscriptionAttributes = operation(
  GetSubscriptionAttributes$,
  members,
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

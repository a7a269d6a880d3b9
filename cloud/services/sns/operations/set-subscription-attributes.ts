import { SetSubscriptionAttributes$, type SetSubscriptionAttributesInput } from "@aws-sdk/client-sns";
import { optional, required, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { createSubscriptionNotFoundFault } from "../faults";
import { anyText } from "../fields";
import { hasRawDelivery } from "../subscription-attributes";

const members = {
  SubscriptionArn: required(anyText),
  AttributeName: required(anyText),
  AttributeValue: optional(anyText),
} satisfies Members<SetSubscriptionAttributesInput>;

export const setSubscriptionAttributes = operation(
  SetSubscriptionAttributes$,
  members,
  ({ sns }, { SubscriptionArn, AttributeName: name, AttributeValue: value = "" }): void => {
    const found = sns.findSubscription(SubscriptionArn);
    if (found === undefined) throw createSubscriptionNotFoundFault();
    sns.saveSubscription({ ...found, isRaw: hasRawDelivery({ [name]: value }, found.protocol, found.isRaw) });
  },
);

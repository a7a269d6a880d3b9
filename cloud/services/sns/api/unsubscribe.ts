import { Unsubscribe$, type UnsubscribeInput } from "@aws-sdk/client-sns";
import { required, type Members } from "../../../core/members";
import { operation } from "../../framework/operation";
import { createInvalidParameterFault } from "../model/faults";
import { anyText } from "../model/fields";

const members = { SubscriptionArn: required(anyText) } satisfies Members<UnsubscribeInput>;

/** Removing a missing subscription is no error, as on AWS. */
export const unsubscribe = operation(Unsubscribe$, members, ({ sns }, { SubscriptionArn: arn }): void => {
  if (!/^arn:[^:]+:sns:[^:]+:\d{12}:[^:]+:[^:]+$/.test(arn)) throw createInvalidParameterFault("SubscriptionArn");
  const found = sns.findSubscription(arn);
  if (found !== undefined) sns.unsubscribe(found);
});

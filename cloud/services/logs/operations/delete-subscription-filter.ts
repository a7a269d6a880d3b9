import { DeleteSubscriptionFilter$, type DeleteSubscriptionFilterRequest } from "@aws-sdk/client-cloudwatch-logs";
import { required, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { filterName, logGroupName } from "../fields";

const members = {
  logGroupName: required(logGroupName),
  filterName: required(filterName),
} satisfies Members<DeleteSubscriptionFilterRequest>;

export const deleteSubscriptionFilter = operation(
  DeleteSubscriptionFilter$,
  members,
  ({ logs, subscriptions }, request): void => {
    subscriptions.remove(logs.requireGroup(request.logGroupName), request.filterName);
  },
);

import { DeleteMetricFilter$, type DeleteMetricFilterRequest } from "@aws-sdk/client-cloudwatch-logs";
import { required, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { filterName, logGroupName } from "../fields";

const members = {
  logGroupName: required(logGroupName),
  filterName: required(filterName),
} satisfies Members<DeleteMetricFilterRequest>;

export const deleteMetricFilter = operation(DeleteMetricFilter$, members, ({ logs, metricFilters }, request): void => {
  metricFilters.remove(logs.requireGroup(request.logGroupName), request.filterName);
});

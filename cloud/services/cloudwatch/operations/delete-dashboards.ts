import { DeleteDashboards$, type DeleteDashboardsInput, type DeleteDashboardsOutput } from "@aws-sdk/client-cloudwatch";
import { required, type Members } from "../../../core/members";
import { list, string } from "../../../core/rules";
import { operation } from "../../operation";
import { createDashboardNotFoundFault } from "../faults";

const members = { DashboardNames: required(list(string(), { max: 100 })) } satisfies Members<DeleteDashboardsInput>;

/**
 * Deletes dashboards. One that does not exist is an error, but the others are deleted nevertheless.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DeleteDashboards.html "the operation
 *  attempts to delete as many dashboards as possible"
 */
export const deleteDashboards = operation(
  DeleteDashboards$,
  members,
  (cloud, { DashboardNames }): DeleteDashboardsOutput => {
    const missing = DashboardNames.find((name) => cloud.dashboards.find(name) === undefined);
    for (const name of DashboardNames) cloud.dashboards.remove(name);
    if (missing !== undefined) throw createDashboardNotFoundFault(missing);
    return {};
  },
);

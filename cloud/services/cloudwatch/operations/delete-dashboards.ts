import { DeleteDashboards$, type DeleteDashboardsInput, type DeleteDashboardsOutput } from "@aws-sdk/client-cloudwatch";
import { required, type Members } from "../../../core/members";
import { list, string } from "../../../core/rules";
import { operation } from "../../operation";
import { dashboardNotFound } from "../faults";

const members = { DashboardNames: required(list(string())) } satisfies Members<DeleteDashboardsInput>;

/** Deletes dashboards, all or none. */
export const deleteDashboards = operation(
  DeleteDashboards$,
  members,
  (cloud, { DashboardNames }): DeleteDashboardsOutput => {
    const missing = DashboardNames.find((name) => cloud.dashboards.find(name) === undefined);
    if (missing !== undefined) throw dashboardNotFound(missing);
    for (const name of DashboardNames) cloud.dashboards.remove(name);
    return {};
  },
);

import { GetDashboard$, type GetDashboardInput, type GetDashboardOutput } from "@aws-sdk/client-cloudwatch";
import { required, type Members } from "../../../core/members";
import { string } from "../../../core/rules";
import { operation } from "../../operation";
import { createDashboardNotFoundFault } from "../faults";

const members = {
  DashboardName: required(string({ length: { min: 1, max: 255 } })),
} satisfies Members<GetDashboardInput>;

export const getDashboard = operation(GetDashboard$, members, (cloud, { DashboardName }): GetDashboardOutput => {
  const found = cloud.dashboards.find(DashboardName);
  if (found === undefined) throw createDashboardNotFoundFault(DashboardName);
  return { DashboardArn: cloud.dashboards.createArn(found.name), DashboardBody: found.body, DashboardName: found.name };
});

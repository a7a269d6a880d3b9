import { ListDashboards$, type ListDashboardsInput, type ListDashboardsOutput } from "@aws-sdk/client-cloudwatch";
import { optional, refused, type Members } from "../../../core/members";
import { string } from "../../../core/rules";
import { operation } from "../../operation";

const members = {
  DashboardNamePrefix: optional(string()),
  NextToken: refused(),
} satisfies Members<ListDashboardsInput>;

export const listDashboards = operation(
  ListDashboards$,
  members,
  (cloud, { DashboardNamePrefix: prefix = "" }): ListDashboardsOutput => ({
    DashboardEntries: cloud.dashboards
      .listAll()
      .filter(({ name }) => name.startsWith(prefix))
      .map(({ name, body, modifiedAt }) => ({
        DashboardName: name,
        DashboardArn: cloud.dashboards.createArn(name),
        LastModified: new Date(modifiedAt),
        Size: Buffer.byteLength(body),
      })),
  }),
);

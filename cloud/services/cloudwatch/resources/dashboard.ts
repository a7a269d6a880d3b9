import { maybe, needed, createRefusedField, createTextShape } from "../../cloudformation/model/properties/shape";
import { defineResourceType } from "../../cloudformation/resources/type-definition";
import { cloudwatch } from "../service";
import { deleteDashboards, putDashboard } from "../api/dashboards";

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudwatch-dashboard.html */
export const dashboard = defineResourceType({
  type: "AWS::CloudWatch::Dashboard",
  properties: {
    DashboardName: maybe(createTextShape()),
    DashboardBody: needed(createTextShape()),
    Tags: createRefusedField(),
  },
  replacement: ["DashboardName"],
  named: "DashboardName",
  maxNameLength: 255,
  attributes: [],
  async create(context, { DashboardName = context.generatedName, DashboardBody }) {
    await context.call(cloudwatch, putDashboard, { DashboardName, DashboardBody });
    return DashboardName;
  },
  async update(context, { id: DashboardName }, { DashboardBody }) {
    await context.call(cloudwatch, putDashboard, { DashboardName, DashboardBody });
  },
  async remove(context, { id }) {
    await context.call(cloudwatch, deleteDashboards, { DashboardNames: [id] });
  },
  describe: () => ({}),
});

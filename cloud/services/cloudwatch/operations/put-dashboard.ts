import { PutDashboard$, type PutDashboardInput, type PutDashboardOutput } from "@aws-sdk/client-cloudwatch";
import { AwsFault } from "../../../core/faults";
import { refused, required, type Members } from "../../../core/members";
import { keptOnly } from "../../../core/operation";
import { operation } from "../../operation";
import { string } from "../../../core/rules";

const members = {
  DashboardName: required(string({ length: { min: 1, max: 255 }, pattern: "[A-Za-z0-9_-]+" })),
  DashboardBody: required(string()),
  Tags: refused(),
} satisfies Members<PutDashboardInput>;

/** Keeps a dashboard. */
export const putDashboard = keptOnly(
  "CloudWatch: a dashboard",
  operation(PutDashboard$, members, (cloud, { DashboardName, DashboardBody }): PutDashboardOutput => {
    if (!isJsonObject(DashboardBody))
      throw new AwsFault("DashboardInvalidInputError", "The field DashboardBody must be a valid JSON object", {
        queryCode: "InvalidParameterInput",
      });
    cloud.dashboards.put(DashboardName, DashboardBody);
    return { DashboardValidationMessages: [] };
  }),
);

function isJsonObject(text: string): boolean {
  try {
    const read: unknown = JSON.parse(text);
    return typeof read === "object" && read !== null && !Array.isArray(read);
  } catch {
    return false;
  }
}

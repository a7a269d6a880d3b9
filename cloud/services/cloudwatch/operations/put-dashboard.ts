import { PutDashboard$, type PutDashboardInput, type PutDashboardOutput } from "@aws-sdk/client-cloudwatch";
import { AwsFault } from "../../../core/faults";
import { refused, required, type Members } from "../../../core/members";
import { createStoredOnly } from "../../../core/telling";
import { operation } from "../../operation";
import { string, type Rule } from "../../../core/rules";
import { createDashboardNameInvalidFault } from "../faults";

const length = string({ length: { min: 1, max: 255 } });
/** A name with invalid characters has its own message on AWS. */
const dashboardName: Rule<string> = {
  check(value) {
    if (typeof value === "string" && !/^[\w-]*$/.test(value)) throw createDashboardNameInvalidFault();
    return length.check(value);
  },
};

const members = {
  DashboardName: required(dashboardName),
  DashboardBody: required(string()),
  Tags: refused(),
} satisfies Members<PutDashboardInput>;

/** Stores a dashboard. */
export const putDashboard = createStoredOnly(
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

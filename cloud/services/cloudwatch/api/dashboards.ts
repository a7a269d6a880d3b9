import { isJsonObject } from "../../../core/json-object";
import { PutDashboard$, GetDashboard$, ListDashboards$, DeleteDashboards$ } from "@aws-sdk/client-cloudwatch";
import type * as sdk from "@aws-sdk/client-cloudwatch";
import { AwsFault } from "../../../core/faults";
import { refused, required, optional, type Members } from "../../../core/members";
import { string, list, type Rule } from "../../../core/rules";
import { createStoredOnly } from "../../../core/telling";
import { operation } from "../../framework/operation";
import { createDashboardNameInvalidFault, createDashboardNotFoundFault } from "../model/faults";

const length = string({ length: { min: 1, max: 255 } });
/** A name with invalid characters has its own message on AWS. */
const dashboardName: Rule<string> = {
  check(value) {
    if (typeof value === "string" && !/^[\w-]*$/.test(value)) throw createDashboardNameInvalidFault();
    return length.check(value);
  },
};

const putDashboardMembers = {
  DashboardName: required(dashboardName),
  DashboardBody: required(string()),
  Tags: refused(),
} satisfies Members<sdk.PutDashboardInput>;

/** Stores a dashboard. */
export const putDashboard = createStoredOnly(
  "CloudWatch: a dashboard",
  operation(PutDashboard$, putDashboardMembers, (cloud, { DashboardName, DashboardBody }): sdk.PutDashboardOutput => {
    if (!isJsonObject(DashboardBody))
      throw new AwsFault("DashboardInvalidInputError", "The field DashboardBody must be a valid JSON object", {
        queryCode: "InvalidParameterInput",
      });
    cloud.dashboards.put(DashboardName, DashboardBody);
    return { DashboardValidationMessages: [] };
  }),
);

const getDashboardMembers = {
  DashboardName: required(string({ length: { min: 1, max: 255 } })),
} satisfies Members<sdk.GetDashboardInput>;

export const getDashboard = operation(
  GetDashboard$,
  getDashboardMembers,
  (cloud, { DashboardName }): sdk.GetDashboardOutput => {
    const found = cloud.dashboards.find(DashboardName);
    if (found === undefined) throw createDashboardNotFoundFault(DashboardName);
    return {
      DashboardArn: cloud.dashboards.createArn(found.name),
      DashboardBody: found.body,
      DashboardName: found.name,
    };
  },
);

/**
 * The size of a dashboard is that of its JSON without blanks, and 37 bytes: as recorded on AWS by LocalStack, 2025-09-19
 * (test_dashboard_lifecycle), in the examples of the AWS CLI (`get-dashboard`, `list-dashboards`), and as a user logged it.
 */
const ADDED_BYTES = 37;

const listDashboardsMembers = {
  DashboardNamePrefix: optional(string()),
  NextToken: refused(),
} satisfies Members<sdk.ListDashboardsInput>;

export const listDashboards = operation(
  ListDashboards$,
  listDashboardsMembers,
  (cloud, { DashboardNamePrefix: prefix = "" }): sdk.ListDashboardsOutput => ({
    DashboardEntries: cloud.dashboards
      .listAll()
      .filter(({ name }) => name.startsWith(prefix))
      .map(({ name, body, modifiedAt }) => ({
        DashboardName: name,
        DashboardArn: cloud.dashboards.createArn(name),
        LastModified: new Date(modifiedAt),
        Size: Buffer.byteLength(JSON.stringify(JSON.parse(body))) + ADDED_BYTES,
      })),
  }),
);

const deleteDashboardsMembers = {
  DashboardNames: required(list(string(), { max: 100 })),
} satisfies Members<sdk.DeleteDashboardsInput>;

/**
 * Deletes dashboards. One that does not exist is an error, but the others are deleted nevertheless.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DeleteDashboards.html "the operation
 *  attempts to delete as many dashboards as possible"
 */
export const deleteDashboards = operation(
  DeleteDashboards$,
  deleteDashboardsMembers,
  (cloud, { DashboardNames }): sdk.DeleteDashboardsOutput => {
    const missing = DashboardNames.find((name) => cloud.dashboards.find(name) === undefined);
    for (const name of DashboardNames) cloud.dashboards.remove(name);
    if (missing !== undefined) throw createDashboardNotFoundFault(missing);
    return {};
  },
);

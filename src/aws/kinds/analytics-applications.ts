import { KinesisAnalyticsV2Client, paginateListApplications } from "@aws-sdk/client-kinesis-analytics-v2";
import type { ResourceKind } from "../list-resources";
import { deleteApplicationLine } from "../repair-commands";

/** The analytics applications of your region. */
export const analyticsApplications: ResourceKind = {
  service: "kinesisanalyticsv2",
  async list(isMeant) {
    const client = new KinesisAnalyticsV2Client({});
    const found = [];
    for await (const { ApplicationSummaries = [] } of paginateListApplications({ client }, {}))
      found.push(...ApplicationSummaries);
    return found
      .filter(({ ApplicationName = "" }) => isMeant(ApplicationName))
      .map(({ ApplicationName: name = "", ApplicationStatus }) => ({
        kind: "analytics application",
        name,
        status: ApplicationStatus === "DELETING" ? "being deleted" : "there",
        "delete it with": deleteApplicationLine(name),
      }));
  },
};

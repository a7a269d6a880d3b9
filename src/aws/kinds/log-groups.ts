import { CloudWatchLogsClient, paginateDescribeLogGroups } from "@aws-sdk/client-cloudwatch-logs";
import type { ResourceKind } from "../list-resources";
import { deleteLogGroupLine } from "../repair-commands";

/** The log groups of your region. That of a Lambda function goes by the function's name. */
export const logGroups: ResourceKind = {
  service: "cloudwatch-logs",
  async list(isMeant) {
    const names: string[] = [];
    for await (const page of paginateDescribeLogGroups({ client: new CloudWatchLogsClient({}) }, {}))
      names.push(...(page.logGroups ?? []).map(({ logGroupName = "" }) => logGroupName));
    return names
      .filter((name) => isMeant(name.replace(/^\/aws\/lambda\//, "")))
      .map((name) => ({
        kind: "log group",
        name,
        status: "there",
        "delete it with": deleteLogGroupLine(name),
      }));
  },
};

import {
  ListApplications$,
  type ListApplicationsRequest,
  type ListApplicationsResponse,
} from "@aws-sdk/client-kinesis-analytics-v2";
import { optional, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { summarizeApplication } from "../describe";
import { limit, nextToken } from "../fields";
import { createPage } from "../page";

const members = { Limit: optional(limit), NextToken: optional(nextToken) } satisfies Members<ListApplicationsRequest>;

export const listApplications = operation(
  ListApplications$,
  members,
  ({ kinesisanalyticsv2: { applications } }, request): ListApplicationsResponse => {
    const { items, ...next } = createPage(applications.listAll(), ({ name }) => name, request);
    return {
      ApplicationSummaries: items.map((app) => summarizeApplication(app, applications.createArn(app.name))),
      ...next,
    };
  },
);

import {
  ListApplicationSnapshots$,
  type ListApplicationSnapshotsRequest,
  type ListApplicationSnapshotsResponse,
} from "@aws-sdk/client-kinesis-analytics-v2";
import { optional, required, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { describeSnapshot } from "../describe";
import { applicationName, limit, nextToken } from "../fields";
import { createPage } from "../page";

const members = {
  ApplicationName: required(applicationName),
  Limit: optional(limit),
  NextToken: optional(nextToken),
} satisfies Members<ListApplicationSnapshotsRequest>;

export const listApplicationSnapshots = operation(
  ListApplicationSnapshots$,
  members,
  ({ kinesisanalyticsv2: { applications } }, request): ListApplicationSnapshotsResponse => {
    // Newest first. The page's key counts from the oldest, so that it stays valid when a snapshot is added.
    const all = applications.listSnapshots(applications.get(request.ApplicationName));
    const { items, ...next } = createPage(all, (_, index) => index - all.length, request);
    return { SnapshotSummaries: items.map(describeSnapshot), ...next };
  },
);

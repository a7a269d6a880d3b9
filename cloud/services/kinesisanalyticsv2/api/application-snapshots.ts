import * as faults from "../model/faults";
import {
  CreateApplicationSnapshot$,
  DescribeApplicationSnapshot$,
  ListApplicationSnapshots$,
  DeleteApplicationSnapshot$,
} from "@aws-sdk/client-kinesis-analytics-v2";
import type * as sdk from "@aws-sdk/client-kinesis-analytics-v2";
import { required, optional, type Members } from "../../../core/members";
import { timestamp } from "../../../core/rules";
import { operation } from "../../framework/operation";
import { describeSnapshot } from "./describe";
import { applicationName, snapshotName, limit, nextToken } from "../model/fields";
import { createPage } from "./page";

const applicationSnapshotMembers = {
  ApplicationName: required(applicationName),
  SnapshotName: required(snapshotName),
} satisfies Members<sdk.CreateApplicationSnapshotRequest> & Members<sdk.DescribeApplicationSnapshotRequest>;

export const createApplicationSnapshot = operation(
  CreateApplicationSnapshot$,
  applicationSnapshotMembers,
  ({ kinesisanalyticsv2: { lifecycle } }, request): sdk.CreateApplicationSnapshotResponse => {
    lifecycle.snapshot(request.ApplicationName, request.SnapshotName);
    return {};
  },
);

export const describeApplicationSnapshot = operation(
  DescribeApplicationSnapshot$,
  applicationSnapshotMembers,
  ({ kinesisanalyticsv2: { applications } }, request): sdk.DescribeApplicationSnapshotResponse => {
    const app = applications.get(request.ApplicationName);
    return { SnapshotDetails: describeSnapshot(applications.requireSnapshot(app, request.SnapshotName)) };
  },
);

const listApplicationSnapshotsMembers = {
  ApplicationName: required(applicationName),
  Limit: optional(limit),
  NextToken: optional(nextToken),
} satisfies Members<sdk.ListApplicationSnapshotsRequest>;

export const listApplicationSnapshots = operation(
  ListApplicationSnapshots$,
  listApplicationSnapshotsMembers,
  ({ kinesisanalyticsv2: { applications } }, request): sdk.ListApplicationSnapshotsResponse => {
    // Newest first. The page's key counts from the oldest, so that it stays valid when a snapshot is added.
    const all = applications.listSnapshots(applications.get(request.ApplicationName));
    const { items, ...next } = createPage(all, (_, index) => index - all.length, request);
    return { SnapshotSummaries: items.map(describeSnapshot), ...next };
  },
);

const deleteApplicationSnapshotMembers = {
  ApplicationName: required(applicationName),
  SnapshotName: required(snapshotName),
  SnapshotCreationTimestamp: required(timestamp()),
} satisfies Members<sdk.DeleteApplicationSnapshotRequest>;

export const deleteApplicationSnapshot = operation(
  DeleteApplicationSnapshot$,
  deleteApplicationSnapshotMembers,
  ({ kinesisanalyticsv2: { applications, lifecycle } }, request): sdk.DeleteApplicationSnapshotResponse => {
    const app = applications.get(request.ApplicationName);
    const snapshot = applications.requireSnapshot(app, request.SnapshotName);
    const at = Math.floor(request.SnapshotCreationTimestamp.getTime() / 1000) * 1000;
    if (at !== snapshot.createdAt) throw faults.createOtherSnapshotCreationFault();
    lifecycle.deleteSnapshot(app, snapshot);
    return {};
  },
);

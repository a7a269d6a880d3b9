import {
  DescribeApplicationSnapshot$,
  type DescribeApplicationSnapshotRequest,
  type DescribeApplicationSnapshotResponse,
} from "@aws-sdk/client-kinesis-analytics-v2";
import { required, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { describeSnapshot } from "../describe";
import { applicationName, snapshotName } from "../fields";

const members = {
  ApplicationName: required(applicationName),
  SnapshotName: required(snapshotName),
} satisfies Members<DescribeApplicationSnapshotRequest>;

export const describeApplicationSnapshot = operation(
  DescribeApplicationSnapshot$,
  members,
  ({ kinesisanalyticsv2: { applications } }, request): DescribeApplicationSnapshotResponse => {
    const app = applications.get(request.ApplicationName);
    return { SnapshotDetails: describeSnapshot(applications.requireSnapshot(app, request.SnapshotName)) };
  },
);

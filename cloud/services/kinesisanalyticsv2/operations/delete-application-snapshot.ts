import {
  DeleteApplicationSnapshot$,
  type DeleteApplicationSnapshotRequest,
  type DeleteApplicationSnapshotResponse,
} from "@aws-sdk/client-kinesis-analytics-v2";
import { required, type Members } from "../../../core/members";
import { timestamp } from "../../../core/rules";
import { operation } from "../../operation";
import * as faults from "../faults";
import { applicationName, snapshotName } from "../fields";

const members = {
  ApplicationName: required(applicationName),
  SnapshotName: required(snapshotName),
  SnapshotCreationTimestamp: required(timestamp()),
} satisfies Members<DeleteApplicationSnapshotRequest>;

export const deleteApplicationSnapshot = operation(
  DeleteApplicationSnapshot$,
  members,
  ({ kinesisanalyticsv2: { applications, lifecycle } }, request): DeleteApplicationSnapshotResponse => {
    const app = applications.get(request.ApplicationName);
    const snapshot = applications.requireSnapshot(app, request.SnapshotName);
    const at = Math.floor(request.SnapshotCreationTimestamp.getTime() / 1000) * 1000;
    if (at !== snapshot.createdAt) throw faults.createOtherSnapshotCreationFault();
    lifecycle.deleteSnapshot(app, snapshot);
    return {};
  },
);

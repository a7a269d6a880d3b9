import {
  CreateApplicationSnapshot$,
  type CreateApplicationSnapshotRequest,
  type CreateApplicationSnapshotResponse,
} from "@aws-sdk/client-kinesis-analytics-v2";
import { required, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { applicationName, snapshotName } from "../fields";

const members = {
  ApplicationName: required(applicationName),
  SnapshotName: required(snapshotName),
} satisfies Members<CreateApplicationSnapshotRequest>;

export const createApplicationSnapshot = operation(
  CreateApplicationSnapshot$,
  members,
  ({ kinesisanalyticsv2: { lifecycle } }, request): CreateApplicationSnapshotResponse => {
    lifecycle.snapshot(request.ApplicationName, request.SnapshotName);
    return {};
  },
);

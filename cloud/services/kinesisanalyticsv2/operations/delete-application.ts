import {
  DeleteApplication$,
  type DeleteApplicationRequest,
  type DeleteApplicationResponse,
} from "@aws-sdk/client-kinesis-analytics-v2";
import { required, type Members } from "../../../core/members";
import { timestamp } from "../../../core/rules";
import { operation } from "../../operation";
import * as faults from "../faults";
import { applicationName } from "../fields";

const members = {
  ApplicationName: required(applicationName),
  CreateTimestamp: required(timestamp()),
} satisfies Members<DeleteApplicationRequest>;

/** Also ends a running job, as AWS does; only while the status of the application is changing, the call is refused. */
export const deleteApplication = operation(
  DeleteApplication$,
  members,
  ({ kinesisanalyticsv2: { applications, lifecycle } }, request): DeleteApplicationResponse => {
    const app = applications.get(request.ApplicationName);
    if (Math.floor(request.CreateTimestamp.getTime() / 1000) * 1000 !== app.createdAt)
      throw faults.createOtherCreationFault();
    if (app.status !== "READY" && app.status !== "RUNNING")
      throw faults.createStatusFault("delete", applications.createArn(app.name), app.status);
    lifecycle.delete(app);
    return {};
  },
);

import {
  UpdateApplication$,
  type CloudWatchLoggingOptionUpdate,
  type RunConfigurationUpdate,
  type UpdateApplicationRequest,
  type UpdateApplicationResponse,
} from "@aws-sdk/client-kinesis-analytics-v2";
import { optional, refused, required, structure, type Members } from "../../../core/members";
import { list } from "../../../core/rules";
import { operation } from "../../operation";
import { changedConfiguration } from "../configuration";
import { detailOf } from "../describe";
import * as faults from "../faults";
import * as fields from "../fields";
import { changedLogging } from "../logging";
import { configurationUpdate } from "../update-fields";
import { changeable } from "../versions";

const members = {
  ApplicationName: required(fields.applicationName),
  CurrentApplicationVersionId: optional(fields.versionId),
  ApplicationConfigurationUpdate: optional(configurationUpdate),
  ServiceExecutionRoleUpdate: optional(fields.roleArn),
  RunConfigurationUpdate: optional(
    structure({
      FlinkRunConfiguration: optional(fields.flinkRunConfiguration),
      ApplicationRestoreConfiguration: optional(fields.restoreConfiguration),
    } satisfies Members<RunConfigurationUpdate>),
  ),
  CloudWatchLoggingOptionUpdates: optional(
    list(
      structure({
        CloudWatchLoggingOptionId: required(fields.id),
        LogStreamARNUpdate: optional(fields.logStreamArn),
      } satisfies Members<CloudWatchLoggingOptionUpdate>),
    ),
  ),
  ConditionalToken: optional(fields.conditionalToken),
  RuntimeEnvironmentUpdate: refused(),
} satisfies Members<UpdateApplicationRequest>;

export const updateApplication = operation(
  UpdateApplication$,
  members,
  ({ kinesisanalyticsv2: { applications, lifecycle, ports } }, request): UpdateApplicationResponse => {
    const app = changeable(applications, request);
    const { ServiceExecutionRoleUpdate: role = app.role, RunConfigurationUpdate: run } = request;
    if (ports.roles.refusal(role, "kinesisanalytics.amazonaws.com") !== undefined) throw faults.roleNotUsable(role);
    const configuration = changedConfiguration(app, request.ApplicationConfigurationUpdate);
    const logging = changedLogging(app.logging, request.CloudWatchLoggingOptionUpdates);
    const OperationId = lifecycle.update(
      app,
      { role, configuration, logging },
      {
        restore: run?.ApplicationRestoreConfiguration,
        allowNonRestoredState: run?.FlinkRunConfiguration?.AllowNonRestoredState,
      },
    );
    return { ApplicationDetail: detailOf(applications.get(app.name), applications.arn(app.name)), OperationId };
  },
);

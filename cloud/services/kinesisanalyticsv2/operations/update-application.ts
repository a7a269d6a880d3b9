import {
  UpdateApplication$,
  type CloudWatchLoggingOptionUpdate,
  type RunConfigurationUpdate,
  type UpdateApplicationRequest,
  type UpdateApplicationResponse,
} from "@aws-sdk/client-kinesis-analytics-v2";
import { optional, refused, required, structure, type Members } from "../../../core/members";
import { list } from "../../../core/rules";
import { operationTelling } from "../../operation";
import { changeConfiguration } from "../configuration";
import { createDetail } from "../describe";
import * as faults from "../faults";
import * as fields from "../fields";
import { changeLogging } from "../logging";
import { METRICS_LEVEL, reportNewLevel } from "../metrics-level";
import { configurationUpdate } from "../update-fields";
import { requireChangeable } from "../versions";

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

export const updateApplication = operationTelling(METRICS_LEVEL)(
  UpdateApplication$,
  members,
  async (
    { kinesisanalyticsv2: { applications, code, lifecycle, ports } },
    request,
    call,
  ): Promise<UpdateApplicationResponse> => {
    const update = request.ApplicationConfigurationUpdate;
    reportNewLevel(call, update);
    const next = changeConfiguration(requireChangeable(applications, request), update).code;
    const isNew = update?.ApplicationCodeConfigurationUpdate !== undefined;
    const fetched = isNew && next !== undefined ? await code.fetchCode(next) : undefined;
    // Checked again, since the application may have changed while the code was fetched.
    const app = requireChangeable(applications, request);
    const { ServiceExecutionRoleUpdate: role = app.role, RunConfigurationUpdate: run } = request;
    if (ports.roles.findRefusal(role, "kinesisanalytics.amazonaws.com") !== undefined)
      throw faults.createRoleNotUsableFault(role);
    const configuration = changeConfiguration(app, update);
    const logging = changeLogging(app.logging, request.CloudWatchLoggingOptionUpdates);
    if (fetched !== undefined) code.keep({ id: app.id, version: app.version + 1 }, fetched);
    const OperationId = lifecycle.update(
      app,
      { role, configuration, logging },
      {
        restore: run?.ApplicationRestoreConfiguration,
        allowNonRestoredState: run?.FlinkRunConfiguration?.AllowNonRestoredState,
      },
    );
    return {
      ApplicationDetail: createDetail(applications.get(app.name), applications.createArn(app.name)),
      OperationId,
    };
  },
);

import * as faults from "../model/faults";
import * as fields from "../model/fields";
import { applicationName, id, flinkRunConfiguration, restoreConfiguration, limit, nextToken } from "../model/fields";
import {
  CreateApplication$,
  StartApplication$,
  DescribeApplication$,
  ListApplications$,
  UpdateApplication$,
  StopApplication$,
  DeleteApplication$,
} from "@aws-sdk/client-kinesis-analytics-v2";
import type * as sdk from "@aws-sdk/client-kinesis-analytics-v2";
import { optional, required, structure, noted, refused, type Members } from "../../../core/members";
import { list, boolean, timestamp } from "../../../core/rules";
import { operationWithNotes, operation } from "../../framework/operation";
import { isStudio, createConfiguration, changeConfiguration } from "../model/configuration";
import { createDetail, summarizeApplication } from "./describe";
import { createLogging, changeLogging } from "./application-cloud-watch-logging-options";
import { createPage } from "./page";
import { startingPosition } from "../model/sql-fields";
import type { StoredConfiguration } from "../model/stored-application";
import { toTagsByKey } from "../model/tags";
import { configurationUpdate } from "./update-fields";
import { requireChangeable } from "./versions";
import { createStoredNote, type CallWithNotes } from "../../../core/notes";

/** Every application has metrics of the level APPLICATION, whatever level it requests. */
const METRICS_LEVEL = createStoredNote("Managed Service for Apache Flink: the level of an application's metrics");
type MetricsLevelCall = CallWithNotes<typeof METRICS_LEVEL>;

/** Notes this for a new application that requests another level. */
const reportLevel = (
  call: MetricsLevelCall,
  configuration: Pick<sdk.ApplicationConfiguration, "FlinkApplicationConfiguration"> = {},
): void => addNote(call, configuration.FlinkApplicationConfiguration?.MonitoringConfiguration?.MetricsLevel);

/** Notes this for an update that requests another level. */
const reportNewLevel = (
  call: MetricsLevelCall,
  update: Pick<sdk.ApplicationConfigurationUpdate, "FlinkApplicationConfigurationUpdate"> = {},
): void => addNote(call, update.FlinkApplicationConfigurationUpdate?.MonitoringConfigurationUpdate?.MetricsLevelUpdate);

function addNote(call: MetricsLevelCall, level: string | undefined): void {
  if (level !== undefined && level !== "APPLICATION") call.addNote(METRICS_LEVEL);
}

const createApplicationMembers = {
  ApplicationName: required(fields.applicationName),
  ApplicationDescription: optional(fields.description),
  RuntimeEnvironment: required(fields.runtimeEnvironment),
  ServiceExecutionRole: required(fields.roleArn),
  ApplicationConfiguration: optional(fields.applicationConfiguration),
  CloudWatchLoggingOptions: optional(list(fields.loggingOption)),
  Tags: optional(fields.tags),
  ApplicationMode: optional(fields.applicationMode),
} satisfies Members<sdk.CreateApplicationRequest>;

export const createApplication = operationWithNotes(METRICS_LEVEL)(
  CreateApplication$,
  createApplicationMembers,
  async (
    { kinesisanalyticsv2: { applications, code, ports } },
    request,
    call,
  ): Promise<sdk.CreateApplicationResponse> => {
    reportLevel(call, request.ApplicationConfiguration);
    const { ApplicationName: name, RuntimeEnvironment: runtime, ServiceExecutionRole: role } = request;
    const { ApplicationDescription, Tags = [], CloudWatchLoggingOptions = [] } = request;
    const mode = request.ApplicationMode ?? (isStudio({ runtime }) ? "INTERACTIVE" : "STREAMING");
    const configuration = createConfiguration({ runtime, mode }, request.ApplicationConfiguration);
    if (applications.find(name) !== undefined) throw faults.createApplicationExistsFault(applications.createArn(name));
    if (ports.roles.findRefusal(role, "kinesisanalytics.amazonaws.com") !== undefined)
      throw faults.createRoleNotUsableFault(role);
    const tags = toTagsByKey(Tags);
    const fetched = configuration.code && (await code.fetchCode(configuration.code));
    // Another call may have created the application while the code was fetched.
    if (applications.find(name) !== undefined) throw faults.createApplicationExistsFault(applications.createArn(name));
    const second = applications.getWholeSecond();
    const logging = createLogging(CloudWatchLoggingOptions);
    const app = applications.set({
      id: applications.random.drawHex(16),
      name,
      ...(ApplicationDescription === undefined ? {} : { description: ApplicationDescription }),
      runtime,
      mode,
      role,
      status: "READY",
      version: 1,
      createdAt: second,
      updatedAt: second,
      versionCreatedAt: second,
      conditionalToken: applications.createToken(),
      configuration,
      logging,
      tags,
      operations: [],
      lastPart: Math.max(logging.length, countParts(configuration)),
    });
    if (fetched !== undefined) code.keep(app, fetched);
    return { ApplicationDetail: createDetail(app, applications.createArn(name)) };
  },
);

/** How many inputs and outputs already have ids. */
const countParts = ({ sql }: StoredConfiguration): number =>
  sql === undefined ? 0 : sql.inputs.length + sql.outputs.length;

const startApplicationMembers = {
  ApplicationName: required(applicationName),
  RunConfiguration: optional(
    structure({
      FlinkRunConfiguration: optional(flinkRunConfiguration),
      SqlRunConfigurations: optional(
        list(
          structure({
            InputId: required(id),
            InputStartingPositionConfiguration: required(startingPosition),
          } satisfies Members<sdk.SqlRunConfiguration>),
        ),
      ),
      ApplicationRestoreConfiguration: optional(restoreConfiguration),
    } satisfies Members<sdk.RunConfiguration>),
  ),
} satisfies Members<sdk.StartApplicationRequest>;

export const startApplication = operation(
  StartApplication$,
  startApplicationMembers,
  async ({ kinesisanalyticsv2: { lifecycle } }, request): Promise<sdk.StartApplicationResponse> => {
    const { ApplicationName: name, RunConfiguration: run } = request;
    const [sql] = run?.SqlRunConfigurations ?? [];
    const OperationId = await lifecycle.start(name, {
      input: sql && {
        id: sql.InputId,
        starting: sql.InputStartingPositionConfiguration.InputStartingPosition ?? "NOW",
      },
      restore: run?.ApplicationRestoreConfiguration,
      allowNonRestoredState: run?.FlinkRunConfiguration?.AllowNonRestoredState,
    });
    return { OperationId };
  },
);

const NO_PLAN = {
  what: "`IncludeAdditionalDetails`: the job's plan is missing",
  says: "Managed Service for Apache Flink: IncludeAdditionalDetails; the lab cloud leaves the job's plan out",
};
const describeApplicationMembers = {
  ApplicationName: required(applicationName),
  // On AWS this adds the job's plan, which the lab cloud shows only on Flink's own page.
  IncludeAdditionalDetails: noted(optional(boolean()), NO_PLAN),
} satisfies Members<sdk.DescribeApplicationRequest>;

export const describeApplication = operation(
  DescribeApplication$,
  describeApplicationMembers,
  ({ kinesisanalyticsv2: { applications } }, { ApplicationName: name }): sdk.DescribeApplicationResponse => ({
    ApplicationDetail: createDetail(applications.get(name), applications.createArn(name)),
  }),
);

const listApplicationsMembers = {
  Limit: optional(limit),
  NextToken: optional(nextToken),
} satisfies Members<sdk.ListApplicationsRequest>;

export const listApplications = operation(
  ListApplications$,
  listApplicationsMembers,
  ({ kinesisanalyticsv2: { applications } }, request): sdk.ListApplicationsResponse => {
    const { items, ...next } = createPage(applications.listAll(), ({ name }) => name, request);
    return {
      ApplicationSummaries: items.map((app) => summarizeApplication(app, applications.createArn(app.name))),
      ...next,
    };
  },
);

const updateApplicationMembers = {
  ApplicationName: required(fields.applicationName),
  CurrentApplicationVersionId: optional(fields.versionId),
  ApplicationConfigurationUpdate: optional(configurationUpdate),
  ServiceExecutionRoleUpdate: optional(fields.roleArn),
  RunConfigurationUpdate: optional(
    structure({
      FlinkRunConfiguration: optional(fields.flinkRunConfiguration),
      ApplicationRestoreConfiguration: optional(fields.restoreConfiguration),
    } satisfies Members<sdk.RunConfigurationUpdate>),
  ),
  CloudWatchLoggingOptionUpdates: optional(
    list(
      structure({
        CloudWatchLoggingOptionId: required(fields.id),
        LogStreamARNUpdate: optional(fields.logStreamArn),
      } satisfies Members<sdk.CloudWatchLoggingOptionUpdate>),
    ),
  ),
  ConditionalToken: optional(fields.conditionalToken),
  RuntimeEnvironmentUpdate: refused(),
} satisfies Members<sdk.UpdateApplicationRequest>;

export const updateApplication = operationWithNotes(METRICS_LEVEL)(
  UpdateApplication$,
  updateApplicationMembers,
  async (
    { kinesisanalyticsv2: { applications, code, lifecycle, ports } },
    request,
    call,
  ): Promise<sdk.UpdateApplicationResponse> => {
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

const stopApplicationMembers = {
  ApplicationName: required(applicationName),
  Force: optional(boolean()),
} satisfies Members<sdk.StopApplicationRequest>;

export const stopApplication = operation(
  StopApplication$,
  stopApplicationMembers,
  ({ kinesisanalyticsv2: { lifecycle } }, { ApplicationName: name, Force = false }): sdk.StopApplicationResponse => ({
    OperationId: lifecycle.stop(name, Force),
  }),
);

const deleteApplicationMembers = {
  ApplicationName: required(applicationName),
  CreateTimestamp: required(timestamp()),
} satisfies Members<sdk.DeleteApplicationRequest>;

/** Also ends a running job, as AWS does; only while the status of the application is changing, the call is refused. */
export const deleteApplication = operation(
  DeleteApplication$,
  deleteApplicationMembers,
  ({ kinesisanalyticsv2: { applications, lifecycle } }, request): sdk.DeleteApplicationResponse => {
    const app = applications.get(request.ApplicationName);
    if (Math.floor(request.CreateTimestamp.getTime() / 1000) * 1000 !== app.createdAt)
      throw faults.createOtherCreationFault();
    if (app.status !== "READY" && app.status !== "RUNNING")
      throw faults.createStatusFault("delete", applications.createArn(app.name), app.status);
    lifecycle.delete(app);
    return {};
  },
);

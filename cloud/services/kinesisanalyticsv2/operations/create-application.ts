import {
  CreateApplication$,
  type CreateApplicationRequest,
  type CreateApplicationResponse,
} from "@aws-sdk/client-kinesis-analytics-v2";
import { optional, required, type Members } from "../../../core/members";
import { list } from "../../../core/rules";
import { operationTelling } from "../../operation";
import { isStudio, createConfiguration } from "../configuration";
import { createDetail } from "../describe";
import * as faults from "../faults";
import * as fields from "../fields";
import { createLogging } from "../logging";
import { METRICS_LEVEL, reportLevel } from "../metrics-level";
import type { StoredConfiguration } from "../stored-application";
import { toTagsByKey } from "../tags";

const members = {
  ApplicationName: required(fields.applicationName),
  ApplicationDescription: optional(fields.description),
  RuntimeEnvironment: required(fields.runtimeEnvironment),
  ServiceExecutionRole: required(fields.roleArn),
  ApplicationConfiguration: optional(fields.applicationConfiguration),
  CloudWatchLoggingOptions: optional(list(fields.loggingOption)),
  Tags: optional(fields.tags),
  ApplicationMode: optional(fields.applicationMode),
} satisfies Members<CreateApplicationRequest>;

export const createApplication = operationTelling(METRICS_LEVEL)(
  CreateApplication$,
  members,
  async ({ kinesisanalyticsv2: { applications, code, ports } }, request, call): Promise<CreateApplicationResponse> => {
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

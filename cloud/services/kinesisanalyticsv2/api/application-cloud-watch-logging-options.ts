import * as faults from "../model/faults";
import { createArgumentFault } from "../model/faults";
import {
  AddApplicationCloudWatchLoggingOption$,
  DeleteApplicationCloudWatchLoggingOption$,
  type AddApplicationCloudWatchLoggingOptionRequest,
  type AddApplicationCloudWatchLoggingOptionResponse,
  type DeleteApplicationCloudWatchLoggingOptionRequest,
  type DeleteApplicationCloudWatchLoggingOptionResponse,
} from "@aws-sdk/client-kinesis-analytics-v2";
import { optional, required, type Members } from "../../../core/members";
import { operation } from "../../framework/operation";
import { describeLogging } from "./describe";
import { applicationName, conditionalToken, loggingOption, versionId, id } from "../model/fields";
import { requireChangeable } from "./versions";
import { parseLogStreamArn } from "../model/application-log";
import type { StoredApplication } from "../model/stored-application";

type Logging = StoredApplication["logging"];

/** @throws AwsFault InvalidArgumentException if `arn` is not the ARN of a log stream */
function checkStream(arn: string): string {
  if (parseLogStreamArn(arn) === undefined)
    throw createArgumentFault(
      `${arn} is not the ARN of a log stream: arn:aws:logs:REGION:ACCOUNT:log-group:GROUP:log-stream:STREAM.`,
    );
  return arn;
}

/** The logging options of a new application: AWS allows one. */
export function createLogging(options: readonly { readonly LogStreamARN: string }[]): Logging {
  if (options.length > 1) throw createArgumentFault("An application has one CloudWatchLoggingOption at most.");
  return options.map(({ LogStreamARN }, index) => ({ id: `${index + 1}.1`, streamArn: checkStream(LogStreamARN) }));
}

export function changeLogging(
  before: Logging,
  updates: readonly {
    readonly CloudWatchLoggingOptionId: string;
    readonly LogStreamARNUpdate?: string | undefined;
  }[] = [],
): Logging {
  for (const { CloudWatchLoggingOptionId: requested } of updates)
    if (!before.some(({ id }) => id === requested))
      throw createArgumentFault(`There is no CloudWatchLoggingOption ${requested}.`);
  return before.map((item) => {
    const update = updates.find(({ CloudWatchLoggingOptionId: requested }) => requested === item.id);
    const arn = update?.LogStreamARNUpdate;
    return arn === undefined ? item : { id: item.id, streamArn: checkStream(arn) };
  });
}

const addApplicationCloudWatchLoggingOptionMembers = {
  ApplicationName: required(applicationName),
  CurrentApplicationVersionId: optional(versionId),
  CloudWatchLoggingOption: required(loggingOption),
  ConditionalToken: optional(conditionalToken),
} satisfies Members<AddApplicationCloudWatchLoggingOptionRequest>;

export const addApplicationCloudWatchLoggingOption = operation(
  AddApplicationCloudWatchLoggingOption$,
  addApplicationCloudWatchLoggingOptionMembers,
  ({ kinesisanalyticsv2: { applications } }, request): AddApplicationCloudWatchLoggingOptionResponse => {
    const app = requireChangeable(applications, request);
    const streamArn = checkStream(request.CloudWatchLoggingOption.LogStreamARN);
    // AWS allows one option for an application (docs: "Quotas").
    if (app.logging.length > 0)
      throw faults.createArgumentFault("The application has a CloudWatchLoggingOption already.");
    const lastPart = app.lastPart + 1;
    const logging = [{ id: `${lastPart}.1`, streamArn }];
    const next = applications.set({ ...app, ...applications.createNextVersion(app), logging, lastPart });
    return {
      ApplicationARN: applications.createArn(app.name),
      ApplicationVersionId: next.version,
      CloudWatchLoggingOptionDescriptions: describeLogging(next),
    };
  },
);

const deleteApplicationCloudWatchLoggingOptionMembers = {
  ApplicationName: required(applicationName),
  CurrentApplicationVersionId: optional(versionId),
  CloudWatchLoggingOptionId: required(id),
  ConditionalToken: optional(conditionalToken),
} satisfies Members<DeleteApplicationCloudWatchLoggingOptionRequest>;

export const deleteApplicationCloudWatchLoggingOption = operation(
  DeleteApplicationCloudWatchLoggingOption$,
  deleteApplicationCloudWatchLoggingOptionMembers,
  ({ kinesisanalyticsv2: { applications } }, request): DeleteApplicationCloudWatchLoggingOptionResponse => {
    const app = requireChangeable(applications, request);
    const logging = app.logging.filter((item) => item.id !== request.CloudWatchLoggingOptionId);
    if (logging.length === app.logging.length)
      throw faults.createArgumentFault(`There is no CloudWatchLoggingOption ${request.CloudWatchLoggingOptionId}.`);
    const next = applications.set({ ...app, ...applications.createNextVersion(app), logging });
    return {
      ApplicationARN: applications.createArn(app.name),
      ApplicationVersionId: next.version,
      CloudWatchLoggingOptionDescriptions: describeLogging(next),
    };
  },
);

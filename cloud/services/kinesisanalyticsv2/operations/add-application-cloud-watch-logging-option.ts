import {
  AddApplicationCloudWatchLoggingOption$,
  type AddApplicationCloudWatchLoggingOptionRequest,
  type AddApplicationCloudWatchLoggingOptionResponse,
} from "@aws-sdk/client-kinesis-analytics-v2";
import { optional, required, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { describeLogging } from "../describe";
import * as faults from "../faults";
import { applicationName, conditionalToken, loggingOption, versionId } from "../fields";
import { checkStream } from "../logging";
import { requireChangeable } from "../versions";

const members = {
  ApplicationName: required(applicationName),
  CurrentApplicationVersionId: optional(versionId),
  CloudWatchLoggingOption: required(loggingOption),
  ConditionalToken: optional(conditionalToken),
} satisfies Members<AddApplicationCloudWatchLoggingOptionRequest>;

export const addApplicationCloudWatchLoggingOption = operation(
  AddApplicationCloudWatchLoggingOption$,
  members,
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

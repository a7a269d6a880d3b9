import {
  DeleteApplicationCloudWatchLoggingOption$,
  type DeleteApplicationCloudWatchLoggingOptionRequest,
  type DeleteApplicationCloudWatchLoggingOptionResponse,
} from "@aws-sdk/client-kinesis-analytics-v2";
import { optional, required, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { loggingOf } from "../describe";
import * as faults from "../faults";
import { applicationName, conditionalToken, id, versionId } from "../fields";
import { changeable } from "../versions";

const members = {
  ApplicationName: required(applicationName),
  CurrentApplicationVersionId: optional(versionId),
  CloudWatchLoggingOptionId: required(id),
  ConditionalToken: optional(conditionalToken),
} satisfies Members<DeleteApplicationCloudWatchLoggingOptionRequest>;

export const deleteApplicationCloudWatchLoggingOption = operation(
  DeleteApplicationCloudWatchLoggingOption$,
  members,
  ({ kinesisanalyticsv2: { applications } }, request): DeleteApplicationCloudWatchLoggingOptionResponse => {
    const app = changeable(applications, request);
    const logging = app.logging.filter((one) => one.id !== request.CloudWatchLoggingOptionId);
    if (logging.length === app.logging.length)
      throw faults.invalidArgument(`There is no CloudWatchLoggingOption ${request.CloudWatchLoggingOptionId}.`);
    const next = applications.set({ ...app, ...applications.nextVersion(app), logging });
    return {
      ApplicationARN: applications.arn(app.name),
      ApplicationVersionId: next.version,
      CloudWatchLoggingOptionDescriptions: loggingOf(next),
    };
  },
);

import {
  DeleteApplicationCloudWatchLoggingOption$,
  type DeleteApplicationCloudWatchLoggingOptionRequest,
  type DeleteApplicationCloudWatchLoggingOptionResponse,
} from "@aws-sdk/client-kinesis-analytics-v2";
import { optional, required, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { describeLogging } from "../describe";
import * as faults from "../faults";
import { applicationName, conditionalToken, id, versionId } from "../fields";
import { requireChangeable } from "../versions";

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

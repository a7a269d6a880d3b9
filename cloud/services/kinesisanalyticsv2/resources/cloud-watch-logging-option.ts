import type { AddApplicationCloudWatchLoggingOptionResponse } from "@aws-sdk/client-kinesis-analytics-v2";
import { needed, record, text } from "../../cloudformation/properties/shape";
import { resourceType } from "../../cloudformation/type-definition";
import { kinesisanalyticsv2 } from "../index";
import { addApplicationCloudWatchLoggingOption } from "../operations/add-application-cloud-watch-logging-option";
import { deleteApplicationCloudWatchLoggingOption } from "../operations/delete-application-cloud-watch-logging-option";

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-kinesisanalyticsv2-applicationcloudwatchloggingoption.html */
export const cloudWatchLoggingOption = resourceType({
  type: "AWS::KinesisAnalyticsV2::ApplicationCloudWatchLoggingOption",
  properties: {
    ApplicationName: needed(text()),
    CloudWatchLoggingOption: needed(record({ LogStreamARN: needed(text()) })),
  },
  replacement: ["ApplicationName", "CloudWatchLoggingOption"],
  attributes: [],
  async create(context, { ApplicationName, CloudWatchLoggingOption }) {
    const { version } = context.cloud.kinesisanalyticsv2.applications.get(ApplicationName);
    const { CloudWatchLoggingOptionDescriptions: [made] = [] } =
      await context.call<AddApplicationCloudWatchLoggingOptionResponse>(
        kinesisanalyticsv2,
        addApplicationCloudWatchLoggingOption,
        { ApplicationName, CurrentApplicationVersionId: version, CloudWatchLoggingOption },
      );
    return made?.CloudWatchLoggingOptionId ?? "";
  },
  async remove(context, { id, properties: { ApplicationName } }) {
    const { version } = context.cloud.kinesisanalyticsv2.applications.get(ApplicationName);
    await context.call(kinesisanalyticsv2, deleteApplicationCloudWatchLoggingOption, {
      ApplicationName,
      CurrentApplicationVersionId: version,
      CloudWatchLoggingOptionId: id,
    });
  },
  describe: () => ({}),
});

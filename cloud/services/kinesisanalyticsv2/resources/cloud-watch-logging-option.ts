import type { AddApplicationCloudWatchLoggingOptionResponse } from "@aws-sdk/client-kinesis-analytics-v2";
import { needed, record, createTextShape } from "../../cloudformation/model/properties/shape";
import { defineResourceType } from "../../cloudformation/resources/type-definition";
import { kinesisanalyticsv2 } from "../service";
import {
  addApplicationCloudWatchLoggingOption,
  deleteApplicationCloudWatchLoggingOption,
} from "../api/application-cloud-watch-logging-options";

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-kinesisanalyticsv2-applicationcloudwatchloggingoption.html */
export const cloudWatchLoggingOption = defineResourceType({
  type: "AWS::KinesisAnalyticsV2::ApplicationCloudWatchLoggingOption",
  properties: {
    ApplicationName: needed(createTextShape()),
    CloudWatchLoggingOption: needed(record({ LogStreamARN: needed(createTextShape()) })),
  },
  replacement: ["ApplicationName", "CloudWatchLoggingOption"],
  attributes: [],
  async create(context, { ApplicationName, CloudWatchLoggingOption }) {
    const { version } = context.cloud.kinesisanalyticsv2.applications.get(ApplicationName);
    const { CloudWatchLoggingOptionDescriptions: [description] = [] } =
      await context.call<AddApplicationCloudWatchLoggingOptionResponse>(
        kinesisanalyticsv2,
        addApplicationCloudWatchLoggingOption,
        { ApplicationName, CurrentApplicationVersionId: version, CloudWatchLoggingOption },
      );
    return description?.CloudWatchLoggingOptionId ?? "";
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

import { PutMetricAlarm$ } from "@aws-sdk/client-cloudwatch";
import { apiField, neededApiField } from "../../cloudformation/properties/api-shape";
import { maybe, refusedProperty, text, whole } from "../../cloudformation/properties/shape";
import { tagList } from "../../cloudformation/properties/tags";
import { resourceType } from "../../cloudformation/type-definition";
import { cloudwatch } from "../index";
import { deleteAlarms } from "../operations/delete-alarms";
import { putMetricAlarm } from "../operations/put-metric-alarm";

const actions = () => apiField<string[]>(PutMetricAlarm$, "AlarmActions");

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudwatch-alarm.html */
export const alarm = resourceType({
  type: "AWS::CloudWatch::Alarm",
  properties: {
    AlarmName: maybe(text()),
    AlarmDescription: maybe(text()),
    ActionsEnabled: apiField<boolean>(PutMetricAlarm$, "ActionsEnabled"),
    AlarmActions: actions(),
    OKActions: actions(),
    InsufficientDataActions: actions(),
    ComparisonOperator: neededApiField<string>(PutMetricAlarm$, "ComparisonOperator"),
    DatapointsToAlarm: maybe(whole()),
    Dimensions: apiField<object[]>(PutMetricAlarm$, "Dimensions"),
    EvaluationPeriods: maybe(whole()),
    ExtendedStatistic: maybe(text()),
    MetricName: maybe(text()),
    Namespace: maybe(text()),
    Period: maybe(whole()),
    Statistic: maybe(text()),
    Tags: maybe(tagList()),
    Threshold: apiField<number>(PutMetricAlarm$, "Threshold"),
    TreatMissingData: maybe(text()),
    Unit: maybe(text()),
    EvaluateLowSampleCountPercentile: refusedProperty(),
    EvaluationCriteria: refusedProperty(),
    EvaluationInterval: refusedProperty(),
    Metrics: refusedProperty(),
    ThresholdMetricId: refusedProperty(),
  },
  replacement: ["AlarmName"],
  named: "AlarmName",
  longestName: 255,
  attributes: ["Arn"],
  async create(context, { AlarmName = context.generatedName, ...settings }) {
    await context.call(cloudwatch, putMetricAlarm, { ...settings, AlarmName });
    return AlarmName;
  },
  async update(context, { id: AlarmName }, settings) {
    await context.call(cloudwatch, putMetricAlarm, { ...settings, AlarmName });
  },
  async remove(context, { id }) {
    await context.call(cloudwatch, deleteAlarms, { AlarmNames: [id] });
  },
  describe: ({ cloud }, { id }) => ({ Arn: cloud.alarms.arn(id) }),
});

import { PutMetricAlarm$ } from "@aws-sdk/client-cloudwatch";
import { createApiField, createNeededApiField, tagList } from "../../cloudformation/model/properties/api-shape";
import {
  maybe,
  createRefusedField,
  createTextShape,
  createWholeChange,
} from "../../cloudformation/model/properties/shape";
import { defineResourceType } from "../../cloudformation/resources/type-definition";
import { cloudwatch } from "../service";
import { deleteAlarms, putMetricAlarm } from "../api/alarms";

const listActions = () => createApiField<string[]>(PutMetricAlarm$, "AlarmActions");

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudwatch-alarm.html */
export const alarm = defineResourceType({
  type: "AWS::CloudWatch::Alarm",
  properties: {
    AlarmName: maybe(createTextShape()),
    AlarmDescription: maybe(createTextShape()),
    ActionsEnabled: createApiField<boolean>(PutMetricAlarm$, "ActionsEnabled"),
    AlarmActions: listActions(),
    OKActions: listActions(),
    InsufficientDataActions: listActions(),
    ComparisonOperator: createNeededApiField<string>(PutMetricAlarm$, "ComparisonOperator"),
    DatapointsToAlarm: maybe(createWholeChange()),
    Dimensions: createApiField<object[]>(PutMetricAlarm$, "Dimensions"),
    EvaluationPeriods: maybe(createWholeChange()),
    ExtendedStatistic: maybe(createTextShape()),
    MetricName: maybe(createTextShape()),
    Namespace: maybe(createTextShape()),
    Period: maybe(createWholeChange()),
    Statistic: maybe(createTextShape()),
    Tags: maybe(tagList()),
    Threshold: createApiField<number>(PutMetricAlarm$, "Threshold"),
    TreatMissingData: maybe(createTextShape()),
    Unit: maybe(createTextShape()),
    EvaluateLowSampleCountPercentile: createRefusedField(),
    EvaluationCriteria: createRefusedField(),
    EvaluationInterval: createRefusedField(),
    Metrics: createRefusedField(),
    ThresholdMetricId: createRefusedField(),
  },
  replacement: ["AlarmName"],
  named: "AlarmName",
  maxNameLength: 255,
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
  describe: ({ cloud }, { id }) => ({ Arn: cloud.alarms.createArn(id) }),
});

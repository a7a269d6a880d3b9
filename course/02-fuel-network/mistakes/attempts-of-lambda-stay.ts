import type { Mistake } from "../../../grader/index";

/** Lambda's own attempts delay the message. */
export const mistake: Mistake = {
  exercise: "02-fuel-network.failures",
  fails: ["leaves a failed plan in the queue within three minutes"],
  answer: [
    "await new LambdaClient({}).send(",
    "  new PutFunctionEventInvokeConfigCommand({",
    '    FunctionName: "FuelPlanningApp",',
    "    DestinationConfig: { OnFailure: { Destination: FAILURES_ARN } },",
    "  }),",
    ");",
    "await new CloudWatchClient({}).send(",
    "  new PutMetricAlarmCommand({",
    '    AlarmName: "fuel-planner-fails",',
    '    Namespace: "AWS/Lambda",',
    '    MetricName: "Errors",',
    '    Dimensions: [{ Name: "FunctionName", Value: "FuelPlanningApp" }],',
    '    Statistic: "Sum",',
    "    Period: 60,",
    "    EvaluationPeriods: 1,",
    "    Threshold: 1,",
    '    ComparisonOperator: "GreaterThanOrEqualToThreshold",',
    "  }),",
    ");",
  ],
};

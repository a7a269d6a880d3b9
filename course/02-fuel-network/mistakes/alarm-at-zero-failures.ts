import type { Mistake } from "../../../grader/index";

/** The threshold is reached without a failure, too. */
export const mistake: Mistake = {
  exercise: "02-fuel-network.failures",
  fails: ["is silent while the planner works"],
  answer: [
    "await new LambdaClient({}).send(",
    "  new PutFunctionEventInvokeConfigCommand({",
    '    FunctionName: "FuelPlanningApp",',
    "    MaximumRetryAttempts: 0,",
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
    "    Threshold: 0,",
    '    ComparisonOperator: "GreaterThanOrEqualToThreshold",',
    "  }),",
    ");",
  ],
};

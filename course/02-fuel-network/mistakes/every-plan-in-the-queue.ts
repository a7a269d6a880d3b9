import type { Mistake } from "../../../grader/index";

/** Plans that have worked go to the queue as well. */
export const mistake: Mistake = {
  exercise: "02-fuel-network.failures",
  fails: ["leaves no plan there that has worked"],
  answer: [
    "await new LambdaClient({}).send(",
    "  new PutFunctionEventInvokeConfigCommand({",
    '    FunctionName: "FuelPlanningApp",',
    "    MaximumRetryAttempts: 0,",
    "    DestinationConfig: { OnFailure: { Destination: FAILURES_ARN }, OnSuccess: { Destination: FAILURES_ARN } },",
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

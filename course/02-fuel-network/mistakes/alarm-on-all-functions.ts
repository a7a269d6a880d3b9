import type { Mistake } from "../../../grader/index";

/** Without a dimension, the alarm watches a metric of all functions, which has no data here. */
export const mistake: Mistake = {
  exercise: "02-fuel-network.failures",
  fails: ["rings within five minutes", "is silent while the planner works"],
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
    '    Statistic: "Sum",',
    "    Period: 60,",
    "    EvaluationPeriods: 1,",
    "    Threshold: 1,",
    '    ComparisonOperator: "GreaterThanOrEqualToThreshold",',
    "  }),",
    ");",
  ],
};

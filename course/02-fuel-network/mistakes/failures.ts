import type { Mistakes } from "../../testing/load-mistakes";

export const mistakes: Mistakes = {
  /** The alarm looks at ten minutes, so it rings too late, and still five minutes after the repair. */
  "alarm-of-ten-minutes": {
    fails: ["rings within five minutes", "is silent while the planner works"],
    changes: [
      ["Period: 60", "Period: 300"],
      ["EvaluationPeriods: 1", "EvaluationPeriods: 2"],
      ["Threshold: 1", "Threshold: 0"],
      ["GreaterThanOrEqualToThreshold", "GreaterThanThreshold"],
    ],
  },
  /** The threshold is reached without a failure, too. */
  "alarm-at-zero-failures": {
    fails: ["is silent while the planner works"],
    changes: [["Threshold: 1", "Threshold: 0"]],
  },
  /** Without a dimension, the alarm watches a metric of all functions, which has no data here. */
  "alarm-on-all-functions": {
    fails: ["rings within five minutes", "is silent while the planner works"],
    changes: [['    Dimensions: [{ Name: "FunctionName", Value: "FuelPlanningApp" }],\n', ""]],
  },
  /** The alarm counts all invocations, so it rings while the planner works. */
  "alarm-on-invocations": {
    fails: ["is silent while the planner works"],
    changes: [['MetricName: "Errors"', 'MetricName: "Invocations"']],
  },
  /** Lambda's own attempts delay the message. */
  "attempts-of-lambda-stay": {
    fails: ["leaves a failed plan in the queue within three minutes"],
    changes: [["    MaximumRetryAttempts: 0,\n", ""]],
  },
  /** Plans that have worked go to the queue as well. */
  "every-plan-in-the-queue": {
    fails: ["leaves no plan there that has worked"],
    changes: [
      [
        "OnFailure: { Destination: FAILURES_ARN }",
        "OnFailure: { Destination: FAILURES_ARN }, OnSuccess: { Destination: FAILURES_ARN }",
      ],
    ],
  },
  /** Failed plans are in the queue, but no alarm says so. */
  "no-alarm": {
    fails: ["rings within five minutes", "is silent while the planner works"],
    answer: [
      "await new LambdaClient({}).send(",
      "  new PutFunctionEventInvokeConfigCommand({",
      '    FunctionName: "FuelPlanningApp",',
      "    MaximumRetryAttempts: 0,",
      "    DestinationConfig: { OnFailure: { Destination: FAILURES_ARN } },",
      "  }),",
      ");",
    ],
  },
};

import type { Mistake } from "../../../grader/index";

/** Failed plans are in the queue, but no alarm says so. */
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
  ],
};

import type { Mistake } from "../../../grader/index";

/** Scheduler gets the role of the function, which does not trust it. */
export const mistake: Mistake = {
  exercise: "02-fuel-network.schedule",
  fails: [
    "invokes the planner once per minute",
    "invokes it exactly on time",
    "gives up within minutes, and leaves the invocation in the queue",
  ],
  answer: [
    "await new SchedulerClient({}).send(",
    "  new CreateScheduleCommand({",
    '    Name: "fuel-planner",',
    '    ScheduleExpression: "rate(1 minute)",',
    '    FlexibleTimeWindow: { Mode: "OFF" },',
    "    Target: {",
    "      Arn: PLANNER_ARN,",
    "      RoleArn: `arn:aws:iam::${ACCOUNT}:role/${LAMBDA_ROLE}`,",
    "      RetryPolicy: { MaximumRetryAttempts: 2, MaximumEventAgeInSeconds: 300 },",
    "      DeadLetterConfig: { Arn: FAILURES_ARN },",
    "    },",
    "  }),",
    ");",
  ],
};

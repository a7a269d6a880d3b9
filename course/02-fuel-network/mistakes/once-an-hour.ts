import type { Mistake } from "../../../grader/index";

/** The rate is one of an hour. */
export const mistake: Mistake = {
  exercise: "02-fuel-network.schedule",
  fails: ["invokes the planner once per minute", "gives up within minutes, and leaves the invocation in the queue"],
  answer: [
    "await new SchedulerClient({}).send(",
    "  new CreateScheduleCommand({",
    '    Name: "fuel-planner",',
    '    ScheduleExpression: "rate(1 hour)",',
    '    FlexibleTimeWindow: { Mode: "OFF" },',
    "    Target: {",
    "      Arn: PLANNER_ARN,",
    "      RoleArn: SCHEDULER_ROLE_ARN,",
    "      RetryPolicy: { MaximumRetryAttempts: 2, MaximumEventAgeInSeconds: 300 },",
    "      DeadLetterConfig: { Arn: FAILURES_ARN },",
    "    },",
    "  }),",
    ");",
  ],
};

import type { Mistake } from "../../../grader/index";

/** The expression is one of a crontab, which has five fields. */
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
    '    ScheduleExpression: "cron(* * * * *)",',
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

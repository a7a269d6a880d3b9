import type { Mistake } from "../../../grader/index";

/** The schedule has a dead-letter queue, but tries again for a day before it uses it. */
export const mistake: Mistake = {
  exercise: "02-fuel-network.schedule",
  fails: ["gives up within minutes, and leaves the invocation in the queue"],
  answer: [
    "await new SchedulerClient({}).send(",
    "  new CreateScheduleCommand({",
    '    Name: "fuel-planner",',
    '    ScheduleExpression: "rate(1 minute)",',
    '    FlexibleTimeWindow: { Mode: "OFF" },',
    "    Target: {",
    "      Arn: PLANNER_ARN,",
    "      RoleArn: SCHEDULER_ROLE_ARN,",
    "      DeadLetterConfig: { Arn: FAILURES_ARN },",
    "    },",
    "  }),",
    ");",
  ],
};
